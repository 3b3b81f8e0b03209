import type { ConnectAccount, ConnectBodies } from '../../../schemas/types.ts';
import { defined } from '../../fold/defined.ts';
import type { JsonObject } from '../../fold/event.ts';
import { violations } from '../../validation/violations.ts';
import { type Fields, flagOf, idOf, tokenOf } from '../fields.ts';

/** Event types after normalisation: the vendor's, and `reportDone`, which the vendor also calls `done`. */
export type ConnectType = Exclude<keyof ConnectBodies, 'ping'>;

type Institutional = { readonly payload?: { readonly institutionId?: string | number } };

const institution = ({ payload }: Institutional) => ({ institutionId: idOf(payload?.institutionId) });

/**
 * All that is kept of each payload. Account numbers, balances, names, search texts, employers and whatever else the
 * vendor may send are left behind by not being named here.
 */
const kept: { readonly [T in ConnectType]: (body: ConnectBodies[T]) => Fields } = {
  started: () => ({}),
  institutionNotFound: ({ payload }) => ({
    queryLength: payload?.query.length,
    supportedCountries: payload?.supportedCountries?.flatMap((country) => tokenOf(country) ?? []),
  }),
  institutionNotSupported: institution,
  institutionSupported: institution,
  adding: (body) => ({ ...institution(body), oauth: flagOf(body.payload?.oauth) }),
  invalidCredentials: institution,
  mfa: institution,
  mfaUpdated: institution,
  credentialsUpdated: (body) => ({ ...institution(body), mfa: flagOf(body.payload?.mfa) }),
  discovered: (body) => ({
    ...institution(body),
    mfa: flagOf(body.payload?.mfa),
    accountCount: body.payload?.accounts.filter((account) => typeof account === 'object').length,
  }),
  processing: institution,
  unableToConnect: (body) => ({ ...institution(body), code: codeOf(body.payload?.code) }),
  added: (body) => ({
    ...institution(body),
    oauth: flagOf(body.payload?.oauth),
    accounts: body.payload?.accounts.map(accountOf),
  }),
  depositSwitchUpdate: ({ payload }) => ({
    switchId: idOf(payload?.switchId),
    switchStatus: tokenOf(payload?.switchStatus),
    failureReason: tokenOf(payload?.failureReason),
    authenticated: flagOf(payload?.authenticated),
  }),
  accountsDeleted: (body) => ({ ...institution(body), accountIds: body.payload?.accounts.map(String) }),
  institutionLoginDeleted: (body) => ({
    ...institution(body),
    institutionLoginId: idOf(body.payload?.institutionLoginId),
  }),
  documentUpload: ({ payload }) => ({ assetCount: payload?.assets.length }),
  done: ({ eventTrigger }) => ({ eventTrigger: tokenOf(eventTrigger) }),
  reportDone: ({ payload, eventTrigger }) => ({
    reportCount: Array.isArray(payload) ? payload.length : 1,
    eventTrigger: tokenOf(eventTrigger),
  }),
};

const codeOf = (code: string | number | undefined) => (code === undefined ? undefined : Number(code));

function accountOf({ id, type, institutionId, institutionLoginId }: ConnectAccount): JsonObject {
  return defined({
    id: String(id),
    type: tokenOf(type),
    institutionId: idOf(institutionId),
    institutionLoginId: idOf(institutionLoginId),
  });
}

/** The type of an event after normalisation; undefined if the vendor's type is not known here. */
export function typeOf(eventType: string, payload: unknown): ConnectType | undefined {
  if (eventType === 'done') return isEmpty(payload) ? 'done' : 'reportDone';
  return isKnown(eventType) && eventType !== 'reportDone' ? eventType : undefined;
}

function isKnown(eventType: string): eventType is ConnectType {
  return Object.hasOwn(kept, eventType);
}

/** A session's `done` has an empty payload; a report's has the report, or several. */
function isEmpty(payload: unknown): boolean {
  return typeof payload !== 'object' || payload === null || Object.keys(payload).length === 0;
}

/** The allowed fields of a body, or why it breaks the schema of its type. */
export function normalise(
  type: ConnectType,
  body: unknown,
): { readonly data: JsonObject } | { readonly reasons: readonly string[] } {
  const reasons = violations(`connect/${type}.json`, body);
  if (reasons.length > 0) return { reasons };
  // The schema of this type has just vouched for the body.
  const fieldsOf = kept[type] as (body: unknown) => Fields;
  return { data: defined(fieldsOf(body)) };
}
