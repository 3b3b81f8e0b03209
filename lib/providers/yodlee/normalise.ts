import type { YodleeCdvStatusUpdates, YodleeRiskAnalytics } from '../../../schemas/types.ts';
import { defined } from '../../fold/defined.ts';
import type { TrackerEvent } from '../../fold/event.ts';
import { violations } from '../../validation/violations.ts';
import { idOf, tokenOf } from '../fields.ts';

/** What a notification says, apart from whom it concerns and when. */
export type Content = Pick<TrackerEvent, 'type' | 'key' | 'data' | 'status' | 'reasons'>;

/** A challenge deposit verification: each has a session of its own. */
function verification({ event }: YodleeCdvStatusUpdates): Content {
  const { verificationId, verificationStatus, accountId, providerAccountId, reason } = event.data;
  return {
    type: verificationStatus.toLowerCase(),
    key: String(verificationId),
    data: defined({
      verificationId: String(verificationId),
      accountId: idOf(accountId),
      providerAccountId: idOf(providerAccountId),
      reason: tokenOf(reason),
    }),
  };
}

/** It names no verification, since the account was verified without one: its session is the account's. */
function riskAnalytics({ event }: YodleeRiskAnalytics): Content {
  const { accountId, providerAccountId } = event.data;
  return {
    type: 'riskAnalytics',
    key: `account:${accountId}`,
    data: defined({ accountId: String(accountId), providerAccountId: idOf(providerAccountId) }),
  };
}

/** The kinds of notification that are known, and all that is kept of each. */
const kinds = new Map<string, { readonly schema: string; readonly content: (body: never) => Content }>([
  ['CDV_STATUS_UPDATES', { schema: 'yodlee/cdvStatusUpdates.json', content: verification }],
  ['RISK_ANALYTICS', { schema: 'yodlee/riskAnalytics.json', content: riskAnalytics }],
]);

export function contentOf(info: string, body: unknown): Content {
  const kind = kinds.get(info);
  if (kind === undefined) return { type: info, data: {}, status: 'unknown' };
  const reasons = violations(kind.schema, body);
  // Without violations the body is what the schema describes.
  return reasons.length > 0
    ? { type: info, data: {}, status: 'invalid', reasons }
    : kind.content(body as never);
}
