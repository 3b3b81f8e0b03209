import type { CustomerRecord } from '../fold/record.ts';
import { hasEnded, type Session } from '../fold/session.ts';
import type { IndexEntry } from '../store/store.ts';
import { institutionRecordIdOf, sessionIdOf } from './ids.ts';

/** The index of the sessions that are failing at one institution; scores are when they began to, in ms since the epoch. */
export function failingIndex(institutionRecordId: string): string {
  return `failing:${institutionRecordId}`;
}

/** The institution at which a session is stuck or cannot connect; `undefined` where it is not, or none is known. */
export function failingAt(session: Session): string | undefined {
  const { stuck, institutionId } = session.snapshot.context as { stuck?: boolean; institutionId?: string };
  const fails = stuck === true || session.snapshot.hasTag('unreachable');
  return fails && !hasEnded(session) ? institutionId : undefined;
}

/** Whether any session of a customer fails at an institution. */
export function isFailing({ folded }: CustomerRecord): boolean {
  return folded.sessions.some((session) => failingAt(session) !== undefined);
}

/** Where the failing sessions of a customer stand in the indexes. */
export function failingEntries(
  recordId: string,
  { owner, record }: { readonly owner: { readonly provider: string }; readonly record: CustomerRecord },
): readonly IndexEntry[] {
  return record.folded.sessions.flatMap((session): IndexEntry[] => {
    const institutionId = failingAt(session);
    if (institutionId === undefined) return [];
    const index = failingIndex(institutionRecordIdOf(owner.provider, institutionId));
    const isUnreachable = session.snapshot.hasTag('unreachable');
    const score = isUnreachable ? session.since : (session.stuckAt ?? session.since);
    return [{ index, score, member: sessionIdOf(recordId, record.log[session.opener]!) }];
  });
}
