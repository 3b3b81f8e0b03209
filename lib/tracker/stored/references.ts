import type { Json } from '../../fold/event.ts';
import type { StoredNow } from './customer.ts';
import { decodeTime } from './times.ts';

/*
 * In a packed record what was said before is referred to: `*3` is the fourth of all texts in data and sessions,
 * `*@3` the time of the fourth event. So the contexts of sessions that went alike are alike to the letter, whoever's they are, and
 * the dictionary has them. A text that begins with `*` gets another one before it.
 */

const MARK = '*';
const TIME_MARK = '*@';

export function withReferences(stored: StoredNow): StoredNow {
  const texts = new Map<string, number>();
  const times = new Map(timesOf(stored).map((at, index) => [at, index]));
  return changed(stored, (value) => {
    if (typeof value === 'number') return times.has(value) ? `${TIME_MARK}${times.get(value)}` : value;
    if (typeof value !== 'string') return value;
    const known = texts.get(value);
    if (known !== undefined) return `${MARK}${known}`;
    texts.set(value, texts.size);
    return value.startsWith(MARK) ? `${MARK}${value}` : value;
  });
}

/** Throws where it refers to nothing: the record is damaged. */
export function withoutReferences(stored: StoredNow): StoredNow {
  const texts: string[] = [];
  const times = timesOf(stored);
  return changed(stored, (value) => {
    if (typeof value !== 'string') return value;
    const isReference = value.startsWith(MARK) && value[1] !== MARK;
    if (!isReference) {
      const text = value.startsWith(MARK) ? value.slice(1) : value;
      texts.push(text);
      return text;
    }
    const isTime = value.startsWith(TIME_MARK);
    const found = isTime ? times[Number(value.slice(2))] : texts[Number(value.slice(1))];
    if (found === undefined) throw new Error(`a packed record refers to ${value}, which is not there`);
    return found;
  });
}

type Change = (value: string | number) => string | number;

/** The same with another text or number in place of each in data and sessions, in order. */
function changed(stored: StoredNow, change: Change): StoredNow {
  const log = stored.log.map(([at, receivedAt, type, id, ...own]) => [
    ...[at, receivedAt, type, id],
    ...own.map((part) => throughout(part as Json, change)),
  ]);
  const sessions = throughout(stored.sessions as unknown as Json, change);
  return { ...stored, log, sessions } as unknown as StoredNow;
}

function throughout(value: Json, change: Change): Json {
  if (typeof value === 'string' || typeof value === 'number') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => throughout(inner, change));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, throughout(inner, change)]));
}

function timesOf({ log }: StoredNow): number[] {
  let before = 0;
  return log.map(([time]) => {
    before = decodeTime(time, before);
    return before;
  });
}
