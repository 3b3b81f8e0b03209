import fc from 'fast-check';
import type { Definition } from '../../fold/definition.ts';
import type { JsonObject } from '../../fold/event.ts';
import type { Copy, Happening, History } from './history.ts';
import { knownTypes, usualTypes } from './types.ts';
import { waitsOf } from './waits.ts';

export interface HistoryOptions {
  /**
   * Event types; one that is named twice comes twice as often. Default: those of the machine, what moves a session three
   * times as often as what only says something about it, and one that nobody knows.
   */
  readonly types?: readonly string[];
  /** What the events of a type carry. Default: one of two institutions, or nothing. */
  readonly data?: (type: string) => fc.Arbitrary<JsonObject>;
  /** The session keys that some of the events carry. Default: two. */
  readonly keys?: readonly string[];
  /** Times from one event to the next in ms, beside those that the machine itself suggests. */
  readonly gaps?: readonly number[];
}

type Content = Pick<Happening, 'type' | 'status' | 'data'>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** An event without a key may still join a session this long after its end. */
const GRACE = 10 * MINUTE;

/** A machine without any timer suggests no times. */
const NO_WAIT = 2 * 60 * MINUTE;

/**
 * Random histories of one customer, around all that decides: ties, delays that run out, the grace after an end, ids and
 * keys that are shared, copies, and deliveries that come late or in any order.
 */
export function histories(definition: Definition, options: HistoryOptions = {}): fc.Arbitrary<History> {
  const { types = usualTypes(definition), data = anyInstitution, keys = ['A', 'B'], gaps = [] } = options;
  const known = new Set(knownTypes(definition));
  const kinds = [...new Set(types)].map((type) => {
    const status = known.has(type) ? {} : { status: 'unknown' as const };
    const arbitrary = data(type).map((data): Content => ({ type, data, ...status }));
    return { arbitrary, weight: types.filter((one) => one === type).length };
  });
  const samples = kinds.flatMap(({ arbitrary }) => fc.sample(arbitrary, { numRuns: 5, seed: 1 }));
  const waits = waitsOf(definition, samples);
  const longest = waits.at(-1) ?? NO_WAIT;
  const happening = fc.record({
    gap: gapOf(waits, longest, gaps),
    content: fc.oneof(...kinds),
    id: fc.nat(3),
    key: fc.constantFrom(undefined, undefined, undefined, ...keys),
    copies: fc.array(copyOf(longest), { minLength: 1, maxLength: 3 }),
  });
  return fc.record({
    happenings: fc.array(
      happening.map(({ content, ...rest }): Happening => ({ ...rest, ...content })),
      { minLength: 1, maxLength: 12 },
    ),
    shuffled: fc.boolean(),
    sweep: fc.constantFrom(0, 1, 5 * MINUTE, wellPast(longest)),
    later: fc.constantFrom(0, MINUTE, 2 * GRACE, wellPast(longest), 30 * longest),
  });
}

function anyInstitution(): fc.Arbitrary<JsonObject> {
  return fc.constantFrom<JsonObject>({}, { institutionId: '101732' }, { institutionId: '102176' });
}

/** Half of the events follow each other closely, so that a history gets somewhere before it falls silent. */
function gapOf(waits: readonly number[], longest: number, own: readonly number[]): fc.Arbitrary<number> {
  const shorter = waits.filter((wait) => wait < longest).flatMap((wait) => [wait, wait + MINUTE]);
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(0, 0, 1, SECOND, 30 * SECOND, ...own) },
    { weight: 2, arbitrary: fc.constantFrom(4 * MINUTE, ...shorter) },
    { weight: 2, arbitrary: fc.constantFrom(GRACE, GRACE + MINUTE) },
    { weight: 2, arbitrary: fc.constantFrom(longest, 2 * longest + 30 * MINUTE) },
  );
}

function copyOf(longest: number): fc.Arbitrary<Copy> {
  return fc.record({
    delay: fc.constantFrom(0, 0, 1, SECOND, 6 * MINUTE, wellPast(longest), DAY, 3 * DAY),
    turn: fc.nat(1000),
    swept: fc.boolean(),
  });
}

function wellPast(longest: number): number {
  return longest + 45 * MINUTE;
}
