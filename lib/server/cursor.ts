import type { Place } from '../store/store.ts';
import type { Parameter } from './query.ts';

/** Where a list goes on, as text that fits a URL and that nobody has to understand. */
export function toCursor({ score, member }: Place): string {
  return Buffer.from(`${score} ${member}`).toString('base64url');
}

/** A query parameter that holds what `toCursor` gave. */
export const cursor: Parameter<Place> = {
  expected: 'what "next" of the page before was',
  parse(text) {
    const plain = Buffer.from(text, 'base64url').toString();
    const [, score, member = ''] = /^(\d{1,16}) ([A-Za-z0-9_-]{1,200})$/.exec(plain) ?? [];
    const place = { score: Number(score), member };
    return Number.isSafeInteger(place.score) && toCursor(place) === text ? place : undefined;
  },
};
