import { explainCode } from '../../machines/codes.ts';
import type { ConnectContext } from '../../machines/connect-context.ts';
import type { Anomaly } from '../../machines/session.ts';
import type { VerificationContext } from '../../machines/verification.ts';
import { defined } from '../fold/defined.ts';
import type { Step } from '../fold/fold.ts';
import type { Log } from '../fold/log.ts';
import type { Session, Visit } from '../fold/session.ts';
import { expectedEvents, stageOf, waitingOnOf } from '../fold/statechart.ts';
import { sessionIdOf } from './ids.ts';
import type { Customer, Owner } from './kept.ts';
import { outcomeOf } from './standing.ts';
import type {
  AccountView,
  AnomalyView,
  ErrorView,
  InstitutionView,
  SessionSummary,
  TimelineEntry,
} from './views.ts';

/** What our machines keep in their contexts; a machine of your own may keep less. */
type Context = Partial<ConnectContext & VerificationContext>;

/** Whose session it is that is shown. */
export interface Subject extends Customer {
  readonly recordId: string;
}

/** A session as the API shows it. */
export function toSummary(
  { recordId, owner, definition, record }: Subject,
  session: Session,
): SessionSummary {
  const { snapshot, since, endedAt } = session;
  const { machine } = definition;
  const context = snapshot.context as Context;
  const ended = endedAt !== undefined;
  const sessionId = sessionIdOf(recordId, record.log[session.opener]!);
  return {
    sessionId,
    ...defined({ sessionKey: session.key }),
    customerId: owner.customerId,
    provider: owner.provider,
    machine: machine.id,
    machineVersion: machine.version ?? '0',
    stage: stageOf(snapshot),
    since: toIso(since),
    stuck: context.stuck ?? false,
    ...defined({ stuckAt: session.stuckAt === undefined ? undefined : toIso(session.stuckAt) }),
    outcome: outcomeOf(context, ended),
    waitingOn: waitingOnOf(snapshot) ?? 'nobody',
    expectedNext: ended
      ? []
      : expectedEvents(snapshot).sort((a, b) => definition.rank(a) - definition.rank(b)),
    attempts: context.attempts ?? 1,
    ...defined({ oauth: context.oauth, institutionId: context.institutionId }),
    institutions: (context.institutions ?? []).map(toInstitution),
    accounts: toAccounts(context),
    ...defined({
      lastError: context.lastError && toError(context.lastError),
      reason: context.reason,
      eventTrigger: context.eventTrigger,
    }),
    anomalies: (context.anomalies ?? []).map((anomaly) => toAnomaly(anomaly, session.path)),
    links: linksOf(sessionId, owner),
  };
}

/** The lines of one session: its events, and what its timers did. Dwell is the time until the next line. */
export function toTimeline(log: Log, steps: readonly Step[], session: number): TimelineEntry[] {
  const lines = steps.filter(
    (step) =>
      step.session === session &&
      (step.entry !== undefined || step.effects.length > 0 || step.from !== step.stage),
  );
  return lines.map((step, index) => {
    const next = lines[index + 1];
    return {
      ...(step.entry === undefined
        ? { type: step.effects[0]?.type ?? 'timer' }
        : describeEvent(log, step.entry)),
      at: toIso(step.at),
      stage: step.stage,
      expected: step.expected,
      ...defined({ dwellMs: next && next.at - step.at }),
    };
  });
}

function describeEvent(log: Log, entry: number) {
  const { id, type, receivedAt, late, duplicates, status, reasons } = log[entry]!;
  return {
    eventId: id,
    type,
    receivedAt: toIso(receivedAt),
    ...defined({ late, duplicates, status, reasons: reasons && [...reasons] }),
  };
}

function toInstitution({
  loginIds,
  ...institution
}: ConnectContext['institutions'][number]): InstitutionView {
  return { ...institution, loginIds: [...loginIds] };
}

function toAccounts({ accounts, accountId }: Context): AccountView[] {
  if (accounts !== undefined) return accounts.map((account) => ({ ...account }));
  return accountId === undefined ? [] : [{ id: accountId }];
}

function toError({ code, whoActs, at, institutionId }: NonNullable<ConnectContext['lastError']>): ErrorView {
  return { code, meaning: explainCode(code).meaning, whoActs, at: toIso(at), ...defined({ institutionId }) };
}

function toAnomaly({ type, at }: Anomaly, path: readonly Visit[]): AnomalyView {
  const stage = path.findLast((visit) => visit.at < at)?.stage;
  const where = stage === undefined ? 'at the beginning' : `in ${stage}`;
  return { at: toIso(at), type, detail: `${type} came ${where}, where the statechart does not expect it.` };
}

/** Paths are absolute, so that they hold wherever the answer is kept. */
function linksOf(sessionId: string, { provider, customerId }: Owner): SessionSummary['links'] {
  return {
    session: `/v1/sessions/${sessionId}`,
    customer: `/v1/customers/${encodeURIComponent(customerId)}?provider=${encodeURIComponent(provider)}`,
  };
}

export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
