import fc from 'fast-check';
import type { AnyMachineSnapshot } from 'xstate';
import { defined } from '../../../../lib/fold/defined.ts';
import type { Json, JsonObject, LoggedEvent } from '../../../../lib/fold/event.ts';
import type { Session } from '../../../../lib/fold/session.ts';
import { T0 } from '../../../support/fold.ts';

/** Texts that could be taken for something else, among texts of all kinds. */
export const text = fc.oneof(
  fc.constantFrom(
    '',
    '*',
    '**',
    '*0',
    '**0',
    '*@0',
    '*@',
    '-',
    '=',
    '0',
    'mfa',
    '__proto__',
    '\ud800',
    '\u0000',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

/** In ms since the epoch, also with fractions, and few enough to meet again. */
export const time = fc.oneof(
  fc.integer({ min: T0, max: T0 + 5 }),
  fc.integer({ min: 0, max: 2 ** 42 }),
  fc.double({ min: 0, max: 2 ** 42, noNaN: true }),
);

const leaf: fc.Arbitrary<Json> = fc.oneof(text, time, fc.boolean(), fc.constantFrom(null, 0, -1, 0.1));

const objectOf = (inner: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  fc.array(fc.tuple(text, inner), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));

export const json: fc.Arbitrary<JsonObject> = objectOf(
  fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), objectOf(leaf)),
);

const hex = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 24, maxLength: 24 });

const idOf = (at: number): fc.Arbitrary<string> =>
  fc.oneof(
    hex.map((digits) => `${at}-${digits.join('')}`),
    hex.map((digits) => `${at}-${digits.join('').toUpperCase()}`),
    fc.tuple(hex, text).map(([digits, rest]) => `${at}-${digits.join('')}${rest}`),
    text.map((rest) => `${at}-${rest}`),
    text.map((rest) => `${at}${rest}`),
    fc.constant(String(at)),
    text,
  );

const logged: fc.Arbitrary<LoggedEvent> = time.chain((at) =>
  fc
    .record({
      type: text,
      id: idOf(at),
      at: fc.constant(at),
      receivedAt: time,
      data: json,
      rest: fc.record(
        {
          key: text,
          status: fc.constantFrom('unknown' as const, 'invalid' as const),
          reasons: fc.array(text, { maxLength: 2 }),
          late: fc.constant(true as const),
          duplicates: fc.nat(3),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ rest, ...event }) => ({ ...event, ...rest })),
);

export const log = fc.array(logged, { minLength: 1, maxLength: 6 });

/** Sessions that no fold comes to, of a log. */
export function sessionOf(events: readonly LoggedEvent[]): fc.Arbitrary<Session> {
  const place = fc.oneof(
    fc.constantFrom(...events).map(({ type: stage, at }) => ({ stage, at })),
    fc.record({ stage: text, at: time }),
  );
  const more = fc.record(
    {
      institutionId: fc.oneof(text, fc.constantFrom('101732')),
      mark: fc.constantFrom('success' as const, 'ended' as const),
      silent: fc.constant(true as const),
    },
    { requiredKeys: [] },
  );
  const visit = fc.tuple(place, more).map(([where, rest]) => ({ ...where, ...rest }));
  const event = fc.oneof(
    fc.record({ type: text }),
    fc.tuple(json, text).map(([rest, type]) => ({ ...rest, type })),
  );
  const timer = fc.oneof(
    fc.record({ id: text, at: time, event }),
    fc.tuple(text, time).map(([id, at]) => ({ id, at, event: { type: id } })),
  );
  const optional = (values: fc.Arbitrary<unknown>) => fc.option(values, { nil: undefined });
  return fc
    .record({
      opener: fc.nat(events.length - 1),
      snapshot: fc.record({ value: text, context: json }) as fc.Arbitrary<unknown>,
      timers: fc.array(timer, { maxLength: 2 }),
      since: time,
      path: fc.array(visit, { maxLength: 5 }),
      key: optional(text),
      cameFrom: optional(text),
      stuckAt: optional(time),
      endedAt: optional(time),
    })
    .map(({ snapshot, opener, timers, since, path, ...rest }) => ({
      ...{ opener, timers, since, path },
      snapshot: snapshot as AnyMachineSnapshot,
      ...defined(rest),
    })) as fc.Arbitrary<Session>;
}
