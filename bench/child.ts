import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that answers questions, one at a time. */
export interface Child {
  /** The next line that it prints; not with `prints`. */
  nextLine(): Promise<string>;
  /** Rejects with what it says went wrong, and when it ends before it has answered. */
  ask<T>(question: unknown): Promise<T>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly args?: readonly string[];
  /** A module that is loaded before the script. */
  readonly preload?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Prints where this process prints, instead of line by line to whom it asks. */
  readonly prints?: boolean;
}

/** Runs a compiled script with nothing of this process but its PATH. */
export function startChild(script: string, options: ChildOptions = {}): Child {
  const { args = [], preload, env = {}, prints = false } = options;
  const before = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...before, script, ...args], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', prints ? 'inherit' : 'pipe', 'inherit', 'ipc'],
  });
  const lines = child.stdout && createInterface(child.stdout);
  const orEnd = endOf(child, script);
  // It also ends when it is stopped.
  orEnd.catch(() => {});
  return {
    async nextLine() {
      const [line] = await Promise.race([once(lines!, 'line'), orEnd]);
      return line as string;
    },
    async ask<T>(question: unknown) {
      const answered = once(child, 'message');
      child.send(question as object);
      const [answer] = await Promise.race([answered, orEnd]);
      const { error } = answer as { readonly error?: string };
      if (error !== undefined) throw new Error(`${script}: ${error}`);
      return answer as T;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function endOf(child: ChildProcess, script: string): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`${script} ended with ${code ?? signal}`);
}
