import type { WaitingOn } from '../../../machines/session.ts';
import { defined } from '../../fold/defined.ts';
import type { News } from '../news.ts';
import { DIGITS, decodeId, encodeId, type StoredId } from './log.ts';
import { decodeTime, encodeTime, type StoredTime } from './times.ts';

/**
 * What is as usual is 0, and left out at the end. The first half of a session's id is the record's, which the feed has.
 */
type Stored = readonly [
  customerId: string,
  session: string,
  machine: string,
  type: string,
  at: number,
  from: string,
  /** The sum of what is so. */
  marks: number,
  /** 0: no event. After `~`: the hex digits of an id of Connect, in base64url. */
  eventId?: StoredId,
  institutionId?: string | 0,
  /** 0: named as the type. */
  stage?: string | 0,
  /** After `at`. */
  since?: StoredTime,
  /** 0: open. */
  outcome?: News['outcome'] | 0,
  /** 0: the customer. */
  waitingOn?: WaitingOn | 0,
  /** 0: named as the machine. */
  provider?: string | 0,
];

const STUCK = 1;
const EXPECTED = 2;
const LATE = 4;

/** As the first versions told it. */
type StoredBefore = readonly [
  owner: readonly [provider: string, customerId: string],
  session: readonly [sessionId: string, machine: string, stage: string, since: number],
  state: readonly [outcome: News['outcome'], stuck: 0 | 1, waitingOn: WaitingOn],
  cause: readonly [type: string, at: number, from: string, expected: 0 | 1],
  rest: Pick<News, 'eventId' | 'institutionId' | 'late'>,
];

/** News as bytes, without what follows from something else: the feed holds tens of thousands. */
export function encodeNews(news: News): Buffer {
  const { provider, customerId, sessionId, machine, stage, since, outcome, waitingOn } = news;
  const { type, at, from, institutionId, eventId } = news;
  const marks = (news.stuck ? STUCK : 0) + (news.expected ? EXPECTED : 0) + (news.late ? LATE : 0);
  const stored = [
    ...[customerId, sessionId.slice(sessionId.indexOf('-') + 1), machine, type, at, from, marks],
    eventId === undefined ? 0 : shortened(encodeId(eventId, at)),
    institutionId ?? 0,
    stage === type ? 0 : stage,
    encodeTime(since, at),
    outcome === 'open' ? 0 : outcome,
    waitingOn === 'customer' ? 0 : waitingOn,
    provider === machine ? 0 : provider,
  ];
  return Buffer.from(JSON.stringify(stored.slice(0, stored.findLastIndex((part) => part !== 0) + 1)));
}

export function decodeNews(recordId: string, body: Buffer): News {
  const stored: Stored | StoredBefore = JSON.parse(body.toString());
  if (typeof stored[0] !== 'string') return decodeBefore(stored as StoredBefore);
  const [customerId, session, machine, type, at, from, marks = 0, ...rest] = stored as Stored;
  const [eventId = 0, institutionId = 0, stage = 0, since = 0, outcome = 0, waitingOn = 0, provider = 0] =
    rest;
  return {
    provider: provider === 0 ? machine : provider,
    ...{ customerId, sessionId: `${recordId}-${session}`, machine, type, at, from },
    stage: stage === 0 ? type : stage,
    since: decodeTime(since, at),
    stuck: (marks & STUCK) > 0,
    outcome: outcome || 'open',
    waitingOn: waitingOn || 'customer',
    expected: (marks & EXPECTED) > 0,
    ...defined({
      late: (marks & LATE) > 0 ? (true as const) : undefined,
      eventId: eventId === 0 ? undefined : decodeId(lengthened(eventId), at),
      institutionId: institutionId === 0 ? undefined : institutionId,
    }),
  };
}

function shortened(id: StoredId): StoredId {
  if (id === 0 || !DIGITS.test(id)) return id;
  return `~${Buffer.from(id.slice(1), 'hex').toString('base64url')}`;
}

function lengthened(id: string): string {
  return id.startsWith('~') ? `-${Buffer.from(id.slice(1), 'base64url').toString('hex')}` : id;
}

function decodeBefore([owner, session, state, cause, rest]: StoredBefore): News {
  const [provider, customerId] = owner;
  const [sessionId, machine, stage, since] = session;
  const [outcome, stuck, waitingOn] = state;
  const [type, at, from, expected] = cause;
  const told = { provider, customerId, sessionId, machine, type, at, from, stage, since };
  return { ...told, stuck: stuck === 1, outcome, waitingOn, expected: expected === 1, ...rest };
}
