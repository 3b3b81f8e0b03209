import type { WaitingOn } from '../../machines/session.ts';
import { defined } from '../fold/defined.ts';
import { flatMap } from '../fold/flat-map.ts';
import type { Step } from '../fold/fold.ts';
import type { Session } from '../fold/session.ts';
import { waitingOnOf } from '../fold/statechart.ts';
import type { Customer } from './kept.ts';
import { type Standing, standingIn, standingsOf } from './standing.ts';

/** What one commit changed of a session, as the change feed tells it. Times in ms since the epoch. */
export interface News
  extends Pick<
    Standing,
    'sessionId' | 'machine' | 'stage' | 'since' | 'outcome' | 'stuck' | 'institutionId'
  > {
  readonly provider: string;
  readonly customerId: string;
  /** The event type; of a timer the effect; `refolded` when settings or a machine changed it. */
  readonly type: string;
  readonly eventId?: string;
  readonly at: number;
  /** The stage before. */
  readonly from: string;
  readonly waitingOn: WaitingOn;
  readonly expected: boolean;
  readonly late?: true;
}

type Cause = Pick<News, 'type' | 'eventId' | 'at' | 'late'>;

/** News of what was applied in order, a step each. Timers that did nothing anybody sees make none. */
export function newsOfSteps(customer: Customer, steps: readonly Step[]): readonly News[] {
  return flatMap(steps, (step): News[] => {
    const { at, entry, from, stage, expected, effects, session, after } = step;
    const event = entry === undefined ? undefined : customer.record.log[entry];
    if (event === undefined && effects.length === 0 && from === stage) return [];
    const type = event === undefined ? (effects[0]?.type ?? 'timer') : event.type;
    const told = { ...defined({ eventId: event?.id }), type, at, from, expected };
    return [describe(customer, after, standingIn(customer, session, after), told)];
  });
}

/** News of a record that was folded anew: a line for each session that is not as it was. */
export function newsOfDifference(before: readonly Standing[], after: Customer, cause: Cause): News[] {
  const old = new Map(before.map((standing) => [standing.sessionId, standing]));
  const now = standingsOf(after);
  return after.record.folded.sessions.flatMap((session, index): News[] => {
    const fresh = now[index]!;
    const was = old.get(fresh.sessionId);
    const isSame =
      was !== undefined &&
      (['stage', 'since', 'outcome', 'stuck', 'institutionId'] as const).every(
        (name) => was[name] === fresh[name],
      );
    if (isSame) return [];
    return [describe(after, session, fresh, { ...cause, from: was?.stage ?? fresh.stage, expected: true })];
  });
}

function describe(
  { owner }: Customer,
  { snapshot, since }: Session,
  { sessionId, machine, stage, outcome, stuck, institutionId }: Standing,
  { type, at, from, expected, eventId, late }: Cause & Pick<News, 'from' | 'expected'>,
): News {
  const { provider, customerId } = owner;
  const waitingOn = waitingOnOf(snapshot) ?? 'nobody';
  const more = defined({ eventId, institutionId, late });
  // One literal, which costs a third of several that are spread into one.
  return {
    provider,
    customerId,
    sessionId,
    machine,
    stage,
    since,
    outcome,
    stuck,
    waitingOn,
    type,
    at,
    from,
    expected,
    ...more,
  };
}
