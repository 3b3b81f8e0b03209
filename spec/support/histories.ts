import fc from 'fast-check';
import type { LoggedEvent } from '../../lib/fold/event.ts';
import { DAY, HOUR, MINUTE, SECOND, T0 } from './fold.ts';

const usual = ['started', 'institutionSupported', 'adding', 'mfa', 'discovered', 'added', 'done'];
const rare = [
  'institutionNotFound',
  'institutionNotSupported',
  'invalidCredentials',
  'mfaUpdated',
  'credentialsUpdated',
  'processing',
  'unableToConnect',
  'depositSwitchUpdate',
  'accountsDeleted',
  'documentUpload',
  'reportDone',
  'somethingNew',
];

/** Gaps around everything that time decides: ties, stages that get stuck, the grace after an end, abandonment. */
const gap = fc.constantFrom(
  0,
  0,
  1,
  SECOND,
  30 * SECOND,
  4 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  11 * MINUTE,
  135 * MINUTE,
  5 * HOUR,
);
const delay = fc.constantFrom(0, 0, 1, SECOND, 6 * MINUTE, 3 * HOUR, DAY, 3 * DAY);

export interface Happening {
  gap: number;
  type: string;
  /** Few ids, so that one id comes with several types and contents. */
  id: number;
  key: string | undefined;
  institutionId: string;
  /** One delivery for each: how long it took, and where it stands among those of the same moment. */
  deliveries: { delay: number; turn: number }[];
}

const happening: fc.Arbitrary<Happening> = fc.record({
  gap,
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  ),
  id: fc.nat(3),
  key: fc.constantFrom(undefined, undefined, undefined, 'A', 'B'),
  institutionId: fc.constantFrom('101732', '102176'),
  deliveries: fc.array(fc.record({ delay, turn: fc.nat(1000) }), { minLength: 1, maxLength: 3 }),
});

/** A random history of one customer, with what can happen to its deliveries. */
export const history = fc.record({
  happenings: fc.array(happening, { minLength: 1, maxLength: 12 }),
  /** Deliveries in any order whatever, not only in one that delays can explain. */
  shuffled: fc.boolean(),
  /** How long after each arrival a sweep looks at the record; 0 for none. */
  sweep: fc.constantFrom(0, 0, 1, 5 * MINUTE, 3 * HOUR),
  /** How long after the last arrival we look. */
  later: fc.constantFrom(0, MINUTE, 20 * MINUTE, 3 * HOUR, 4 * DAY),
});

function toEvent({ type, id, key, institutionId }: Happening, at: number): LoggedEvent {
  const accounts = type === 'added' ? { accounts: [{ id: `a${id}`, type: 'loan', institutionId }] } : {};
  const code = type === 'unableToConnect' ? { code: 102 } : {};
  return {
    type,
    id: `e${id}`,
    at,
    receivedAt: at,
    data: { institutionId, ...accounts, ...code },
    ...(key === undefined ? {} : { key }),
    ...(type === 'somethingNew' ? { status: 'unknown' as const } : {}),
  };
}

/** The deliveries of a history that begins at `from`, in the order of their arrival. */
export function deliver(
  { happenings, shuffled }: { happenings: Happening[]; shuffled: boolean },
  from = T0,
): LoggedEvent[] {
  let at = from;
  const deliveries = happenings.flatMap((one) => {
    at += one.gap;
    const event = toEvent(one, at);
    return one.deliveries.map(({ delay, turn }) => ({ turn, event: { ...event, receivedAt: at + delay } }));
  });
  const order = (a: (typeof deliveries)[number], b: (typeof deliveries)[number]) =>
    (shuffled ? 0 : a.event.receivedAt - b.event.receivedAt) || a.turn - b.turn;
  return deliveries.sort(order).map(({ event }) => event);
}
