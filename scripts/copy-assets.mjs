/** The part of the build that the compiler leaves out: files that are read while running, and the command's mode. Into `dist`, or the folder given. */
import { chmodSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { root } from './entries.mjs';

const built = process.argv[2] ?? join(root, 'dist');

for (const [folder, extension] of [
  ['lib', '.lua'],
  ['lib', '.css'],
  ['schemas', '.json'],
]) {
  for (const entry of readdirSync(join(root, folder), { recursive: true })) {
    if (extname(entry) !== extension) continue;
    const target = join(built, folder, entry);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, folder, entry), target);
  }
}

chmodSync(join(built, 'lib/cli/main.js'), 0o755);
