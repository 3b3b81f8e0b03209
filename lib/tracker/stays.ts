import { defined } from '../fold/defined.ts';
import type { Visit } from '../fold/session.ts';
import type { Customer } from './kept.ts';

/** How long a session was in a stage that an event then led out of. */
export interface Stay {
  readonly machine: string;
  readonly stage: string;
  readonly institutionId?: string;
  /** In ms. */
  readonly duration: number;
}

/** The stays that have ended from one commit to the next. A past that a late event has changed is not told again. */
export function staysEnded(before: Customer | undefined, after: Customer): Stay[] {
  if (before !== undefined && !goesOn(before, after)) return [];
  const machine = after.definition.machine.id;
  return after.record.folded.sessions.flatMap(({ path }, index): Stay[] => {
    const known = before?.record.folded.sessions[index]?.path.length ?? 0;
    return path.slice(Math.max(known - 1, 0)).flatMap((visit, offset, rest): Stay[] => {
      const duration = dwellOf(visit, rest[offset + 1]);
      const { stage, institutionId } = visit;
      return duration === undefined ? [] : [{ machine, stage, duration, ...defined({ institutionId }) }];
    });
  });
}

/** Whether what has come happened after all that was there. */
function goesOn(before: Customer, after: Customer): boolean {
  const last = before.record.log.length - 1;
  const [was, is] = [before.record.log[last], after.record.log[last]];
  return was?.at === is?.at && was?.type === is?.type;
}

/** How long a visit lasted, in ms. Silence is no dwell, and what comes after the end does not say how long the end lasted. */
export function dwellOf(visit: Visit, next: Visit | undefined): number | undefined {
  return next === undefined || next.silent || visit.mark === 'ended' ? undefined : next.at - visit.at;
}
