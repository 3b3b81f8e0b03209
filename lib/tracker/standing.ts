import type { Outcome } from '../../machines/session.ts';
import type { LoggedEvent } from '../fold/event.ts';
import type { Session, Visit } from '../fold/session.ts';
import { stageOf } from '../fold/statechart.ts';
import type { Connection } from './connection.ts';
import { recordIdOf, sessionIdOf } from './ids.ts';
import type { Customer, Owner } from './kept.ts';

/**
 * How a session stands, as far as lists, counters and figures tell of it. Nothing of it needs the machine, so that it can
 * also be said of a session whose machine is no more.
 */
export interface Standing {
  readonly sessionId: string;
  /** The event that opened it. */
  readonly opener: LoggedEvent;
  readonly provider: string;
  readonly machine: string;
  readonly stage: string;
  readonly outcome: Outcome;
  readonly stuck: boolean;
  /** In ms since the epoch, as all times here. */
  readonly since: number;
  /** The UTC day on which the event happened that opened it, e.g. `2026-03-02`. */
  readonly day: string;
  readonly institutionId?: string;
  readonly connection: Connection;
  readonly path: readonly Visit[];
}

/** A session with its snapshot in parts, as a store keeps it. */
export interface SessionParts extends Pick<Session, 'since' | 'endedAt' | 'path'> {
  readonly stage: string;
  readonly context: unknown;
}

/** What machines keep of how a session goes; a machine of your own may keep less. */
interface Course {
  readonly stuck?: boolean;
  readonly outcome?: Outcome;
  readonly institutionId?: string;
  readonly oauth?: boolean;
}

export interface SessionOwner extends Pick<Owner, 'provider'> {
  readonly recordId: string;
  readonly machine: string;
}

/** `before`, where it is known, is how the same session stood before: what follows from its opener alone is not worked out again. */
export function standingOf(
  { recordId, provider, machine }: SessionOwner,
  opener: LoggedEvent,
  { stage, context, since, endedAt, path }: SessionParts,
  before?: Standing,
): Standing {
  const course = context as Course;
  const { stuck = false, institutionId, oauth } = course;
  const { sessionId, day } =
    before?.opener === opener ? before : { sessionId: sessionIdOf(recordId, opener), day: dayOf(opener.at) };
  return {
    sessionId,
    opener,
    provider,
    machine,
    stage,
    outcome: outcomeOf(course, endedAt !== undefined),
    stuck,
    since,
    day,
    connection: oauth === undefined ? 'unknown' : oauth ? 'oauth' : 'legacy',
    path,
    ...(institutionId === undefined ? {} : { institutionId }),
  };
}

/** The UTC day of a time in ms since the epoch, e.g. `2026-03-02`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A machine that says nothing of outcomes has sessions that are open, and then completed. */
export function outcomeOf({ outcome }: { readonly outcome?: Outcome }, ended: boolean): Outcome {
  return outcome ?? (ended ? 'completed' : 'open');
}

/** How the sessions of a record stood when that was last worked out, so that only those are looked at that have changed since. */
export interface Held {
  readonly sessions: readonly Session[];
  readonly standings: readonly Standing[];
}

export function standingsOf(customer: Customer): readonly Standing[] {
  return customer.record.folded.sessions.map((session, index) => standingIn(customer, index, session));
}

/** How the `index`-th session of a customer stands, or stood on the way. */
export function standingIn(
  { owner, definition, record, held }: Customer,
  index: number,
  session: Session,
): Standing {
  const before = held?.standings[index];
  if (before !== undefined && held?.sessions[index] === session) return before;
  const { provider, customerId } = owner;
  const opener = record.log[session.opener]!;
  const { snapshot } = session;
  const parts = { ...session, stage: stageOf(snapshot), context: snapshot.context };
  const recordId = before?.opener === opener ? '' : recordIdOf(provider, customerId);
  return standingOf({ recordId, provider, machine: definition.machine.id }, opener, parts, before);
}

/** The same customer, with how its sessions stand now. */
export function withStandings(customer: Customer): Customer {
  const { sessions } = customer.record.folded;
  return customer.held?.sessions === sessions
    ? customer
    : { ...customer, held: { sessions, standings: standingsOf(customer) } };
}
