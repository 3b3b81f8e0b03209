// Packs the package as it would be published, and has it looked at by tools that know how others will load it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './entries.mjs';

const folder = mkdtempSync(join(tmpdir(), 'connect-tracker-package-'));
try {
  run('npm', ['pack', '--silent', '--pack-destination', folder]);
  const tarball = join(folder, readdirSync(folder)[0]);
  run(bin('publint'), ['run', tarball, '--strict']);
  // `node16` leaves out the resolution of old, "node10": it knows no `exports`, so that of no entry but the first.
  run(bin('attw'), [tarball, '--profile', 'node16', '--format', 'ascii', '--no-emoji', '--no-summary']);
  for (const program of ['tsconfig.json', 'tsconfig.commonjs.json', 'tsconfig.bundler.json'])
    run(bin('tsc'), ['-p', join('spec/consumer', program)]);
} finally {
  rmSync(folder, { recursive: true });
}

function bin(name) {
  return join(root, 'node_modules/.bin', name);
}

function run(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return;
  console.error(stdout);
  process.exit(1);
}
