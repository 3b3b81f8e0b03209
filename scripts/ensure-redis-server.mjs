/** The specs start real Redis servers of their own. Sees that there is a program to start, and installs it where that is possible. */
import { spawnSync } from 'node:child_process';

const runs = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const missing = () => ['redis-server', 'redis-cli'].filter((program) => !runs(program, '--version'));

if (missing().length > 0) install();

if (missing().length > 0) {
  console.error(
    `The specs need ${missing().join(' and ')} on the PATH. Install Redis 6.2 or later: apt-get install redis-server (Debian, Ubuntu), ` +
      'dnf install redis (Fedora), apk add redis (Alpine), brew install redis (macOS).',
  );
  process.exitCode = 1;
}

function install() {
  if (process.getuid?.() !== 0 || !runs('apt-get', '--version')) return;
  console.log('Installing redis-server for the specs with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
    const { status, stderr } = spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' });
    if (status !== 0) console.error(stderr);
  }
}
