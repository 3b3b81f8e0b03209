import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './client.ts';

/** A script that Redis runs, which is atomic: nothing else runs in the meantime. */
export interface Script {
  readonly source: string;
  readonly sha: string;
}

export type ScriptArgument = number | string | Buffer;

/** Reads one of the scripts in this folder. */
export function readScript(file: `${string}.lua`): Script {
  const source = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

/**
 * One round trip; strings come as bytes. Where the server has forgotten the script (restart, failover, SCRIPT FLUSH)
 * it is sent in full, which cannot fail for that reason. The client's own `defineCommand` re-sends the digest once
 * another command has sent the script, and fails if it is forgotten again in between.
 */
export async function runScript(
  client: RedisClient,
  { source, sha }: Script,
  keys: readonly string[],
  args: readonly ScriptArgument[],
): Promise<unknown> {
  const all = [keys.length, ...keys, ...args];
  return client.callBuffer('evalsha', sha, ...all).catch((error: Error) => {
    if (!error.message.startsWith('NOSCRIPT')) throw error;
    return client.callBuffer('eval', source, ...all);
  });
}
