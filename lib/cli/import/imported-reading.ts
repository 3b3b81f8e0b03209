import { parseJson } from '../../providers/parse-json.ts';
import type { Provider, Reading } from '../../providers/provider.ts';

export interface ReadingOptions {
  readonly providers: readonly Provider[];
  /** Which of them; default: told by the shape of the body. */
  readonly provider?: string | undefined;
  /** In ms since the epoch: the time of receipt where the line names none, and the latest it can be. */
  readonly now: number;
}

/** A body, and when it was received. */
interface Kept {
  readonly body: unknown;
  readonly receivedAt: number;
}

/** What a line of an import stands for: a body as the vendor sent it, or `{ receivedAt, body }` around one. */
export function readImported(bytes: Buffer, { providers, provider, now }: ReadingOptions): Reading {
  const parsed = parseJson(bytes);
  if (!parsed.ok) return { kind: 'unusable', code: parsed.code, detail: parsed.detail };
  const kept = unwrap(parsed.value, now);
  if (kept === undefined)
    return unusable('invalid-received-at', '/receivedAt is neither an ISO 8601 time nor ms since the epoch');
  const name = provider ?? providerOf(kept.body);
  const found = providers.find((one) => one.name === name);
  if (found === undefined) return unusable('unknown-shape', 'the body is neither of Connect nor of Yodlee');
  return found.read(kept.body, { body: bytes, headers: {}, receivedAt: kept.receivedAt });
}

function unusable(code: string, detail: string): Reading {
  return { kind: 'unusable', code, detail };
}

/** Undefined when the time of receipt cannot be read. One in the future is a clock that was wrong. */
function unwrap(value: unknown, now: number): Kept | undefined {
  const { receivedAt, body } = Object(value) as { receivedAt?: unknown; body?: unknown };
  if (receivedAt === undefined || body === undefined) return { body: value, receivedAt: now };
  const ms = typeof receivedAt === 'string' ? Date.parse(receivedAt) : receivedAt;
  const isTime = typeof ms === 'number' && Number.isSafeInteger(ms) && ms >= 0;
  return isTime ? { body, receivedAt: Math.min(ms, now) } : undefined;
}

function providerOf(body: unknown): string | undefined {
  const { eventType, event } = Object(body) as { eventType?: unknown; event?: unknown };
  return eventType !== undefined ? 'connect' : event !== undefined ? 'yodlee' : undefined;
}
