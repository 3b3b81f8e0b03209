import { createHmac } from 'node:crypto';
import { ConfigurationError } from '../../errors.ts';

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const SHORTEST = 24;
const LONGEST = 64;

export interface Signed {
  readonly id: string;
  /** In seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** The keys of secrets of Standard Webhooks. Throws `ConfigurationError`, which names the sink, for one that is none. */
export function parseSecrets(secrets: string | readonly string[], sink: string): readonly Buffer[] {
  const keys = [secrets].flat().map(parseSecret);
  if (keys.length > 0 && keys.every((key) => key !== undefined)) return keys;
  throw new ConfigurationError(
    `The secret of the sink "${sink}" has to be whsec_ and the base64 of ${SHORTEST} to ${LONGEST} random bytes.`,
  );
}

/** The header `webhook-signature`: one signature for each key, so that one can be replaced without a gap. */
export function signatures({ id, timestamp, body }: Signed, keys: readonly Buffer[]): string {
  const text = `${id}.${timestamp}.${body}`;
  return keys.map((key) => `v1,${createHmac('sha256', key).update(text).digest('base64')}`).join(' ');
}

/** Node decodes base64 whatever stands in it; what does not come out as it went in is none. */
function parseSecret(secret: string): Buffer | undefined {
  const [, base64 = ''] = SECRET.exec(secret) ?? [];
  const key = Buffer.from(base64, 'base64');
  const fits = key.length >= SHORTEST && key.length <= LONGEST && key.toString('base64') === base64;
  return fits ? key : undefined;
}
