/** The specs start real programs: Redis servers and a browser. Sees that they are there, and installs them where that is possible. */
import { spawnSync } from 'node:child_process';

const programs = [
  {
    commands: ['redis-server', 'redis-cli'],
    debian: 'redis-server',
    advice:
      'Install Redis 6.2 or later: apt-get install redis-server (Debian, Ubuntu), dnf install redis (Fedora), ' +
      'apk add redis (Alpine), brew install redis (macOS).',
  },
  {
    commands: [process.env.CHROMIUM ?? 'chromium'],
    // Whoever has named one knows where to get it.
    debian: process.env.CHROMIUM === undefined ? 'chromium' : undefined,
    advice:
      'Install Chromium: apt-get install chromium (Debian), dnf install chromium (Fedora), apk add chromium (Alpine); ' +
      'or set CHROMIUM to the path of a Chrome or Chromium of 2024 or later.',
  },
];

const runs = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const missing = () =>
  programs
    .map((program) => ({ ...program, commands: program.commands.filter((name) => !runs(name, '--version')) }))
    .filter(({ commands }) => commands.length > 0);

const wanted = missing().flatMap(({ debian }) => debian ?? []);
if (wanted.length > 0) install(wanted);

for (const { commands, advice } of missing()) {
  console.error(`The specs need ${commands.join(' and ')} on the PATH. ${advice}`);
  process.exitCode = 1;
}

function install(packages) {
  if (process.getuid?.() !== 0 || !runs('apt-get', '--version')) return;
  console.log(`Installing ${packages.join(' and ')} for the specs with apt-get.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status, stderr } = spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' });
    if (status !== 0) console.error(stderr);
  }
}
