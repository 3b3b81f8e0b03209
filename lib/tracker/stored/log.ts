import { defined } from '../../fold/defined.ts';
import type { JsonObject, LoggedEvent } from '../../fold/event.ts';
import type { Log } from '../../fold/log.ts';
import { decodeTime, encodeTime, type StoredTime } from './times.ts';

/**
 * `at` after the event before, of the first after the epoch; `receivedAt` after `at`. Numbers first: what comes behind them is
 * the same in many records, and packed as one.
 */
export type StoredEvent = readonly [
  at: StoredTime,
  receivedAt: StoredTime,
  type: string,
  id: StoredId,
  data: JsonObject,
  rest?: StoredRest,
];

/**
 * Ids of Connect begin with the time of the event, which need not stand there twice: `-` and what comes behind it. Other ids
 * have `=` before them. 0 is an id of Connect whose 24 hex digits are kept as bytes, apart from the text.
 */
export type StoredId = string | 0;

type StoredRest = Pick<LoggedEvent, 'key' | 'status' | 'reasons' | 'late' | 'duplicates'>;

/** What is behind the time in an id of Connect. */
export const DIGITS = /^-[0-9a-f]{24}$/;

/** `apart`, where there is one, takes the ids that can be kept as bytes. */
export function encodeLog(log: Log, apart?: string[]): StoredEvent[] {
  let before = 0;
  return log.map(({ type, id, at, receivedAt, data, ...rest }) => {
    const times = [encodeTime(at, before), encodeTime(receivedAt, at)] as const;
    before = at;
    const own = [...times, type, encodeId(id, at, apart), data] as const;
    return Object.keys(rest).length === 0 ? own : [...own, rest];
  });
}

/** `apart`: the ids that are kept as bytes, in the order of the log. */
export function decodeLog(stored: readonly StoredEvent[], apart: readonly string[] = []): LoggedEvent[] {
  let before = 0;
  let next = 0;
  return stored.map(([time, received, type, storedId, data, rest = {}]) => {
    const at = decodeTime(time, before);
    before = at;
    const id = storedId === 0 ? `${at}-${apart[next++]}` : decodeId(storedId, at);
    return { type, id, at, receivedAt: decodeTime(received, at), data, ...defined(rest) };
  });
}

export function encodeId(id: string, at: number, apart?: string[]): StoredId {
  const time = String(at);
  if (!id.startsWith(time) || id[time.length] !== '-') return `=${id}`;
  const rest = id.slice(time.length);
  if (apart === undefined || !DIGITS.test(rest)) return rest;
  apart.push(rest.slice(1));
  return 0;
}

export function decodeId(stored: string, at: number): string {
  return stored.startsWith('=') ? stored.slice(1) : `${at}${stored}`;
}
