import { spawn } from 'node:child_process';

export interface Ended {
  /** What it printed, without colours. */
  readonly stdout: string;
  readonly stderr: string;
}

/** In ms: after so long a program is ended, whatever it is at. */
export const PATIENCE = 150_000;

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** What an outer `npm test` and its coverage tell their own programs is left out: it would lead inner ones astray. */
export function ownEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle|command|config_local_prefix)|NODE_(OPTIONS|V8_COVERAGE))/.test(name),
  );
  return { ...Object.fromEntries(passed), ...more };
}

/** Runs a program to its end. Where that is not 0, the error holds all that it printed. */
export async function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(program, args, {
    cwd,
    env: ownEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE,
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const end = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  const stdout = texts.stdout.replace(COLOURS, '');
  const stderr = texts.stderr.replace(COLOURS, '');
  if (end !== 0)
    throw new Error(`${[program, ...args].join(' ')} ended with ${end} and printed\n${stdout}${stderr}`);
  return { stdout, stderr };
}
