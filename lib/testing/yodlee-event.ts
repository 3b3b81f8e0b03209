import type { VerificationEventType } from '../../machines/index.ts';
import type { JsonObject } from '../fold/event.ts';
import { base64Of, digitsOf, hexOf } from './derive.ts';
import { mintTime } from './mint.ts';

/** An event type of Yodlee in the words of its machine. */
export type YodleeType = VerificationEventType;

export interface YodleeEventOptions {
  /**
   * When it happens, in ms since the epoch; `notificationTime` has whole seconds. Default: now, but at least 1 ms after
   * the event made before, so that each has an id of its own.
   */
  readonly at?: number;
  /** The `loginName`. Default: made from the seed. */
  readonly customerId?: string;
  /** Decides every made-up value. Default: 1. */
  readonly seed?: number;
  /** Fields laid over `event.data`, e.g. `{ reason: 'DATA_MISMATCH' }`. */
  readonly data?: JsonObject;
}

const verification = (verificationStatus: string, more: JsonObject = {}) => ({ verificationStatus, ...more });

/** What the status of a verification adds to `data`; `riskAnalytics` is a webhook of its own. */
const statuses = {
  initiated: verification('INITIATED'),
  deposited: verification('DEPOSITED'),
  success: verification('SUCCESS'),
  failed: verification('FAILED', { reason: 'EXPIRED' }),
} as const satisfies Record<Exclude<YodleeType, 'riskAnalytics'>, JsonObject>;

/** Every event type of account verification. */
export const YODLEE_TYPES: readonly YodleeType[] = [
  ...(Object.keys(statuses) as YodleeType[]),
  'riskAnalytics',
];

/**
 * The login name of the user that a seed stands for: Yodlee's id of a customer.
 *
 * @example
 * await t.customer(loginNameOf(1), { provider: 'yodlee' });
 */
export function loginNameOf(seed: number): string {
  return `User${digitsOf(13, seed, 'login')}`;
}

/**
 * The body of one account verification webhook as Yodlee sends it. With `at`, the same arguments give the same event.
 * Source: Yodlee "Account Verification Events".
 *
 * @example
 * yodleeEvent('failed', { customerId: 'ada', data: { reason: 'DATA_MISMATCH' } });
 */
export function yodleeEvent(type: YodleeType, options: YodleeEventOptions = {}): JsonObject {
  const { at = mintTime(), seed = 1, data } = options;
  const { customerId: loginName = loginNameOf(seed) } = options;
  const providerAccountId = Number(digitsOf(8, seed, loginName, 'provider account'));
  const notificationTime = `${new Date(at).toISOString().slice(0, 19)}Z`;
  if (type === 'riskAnalytics') {
    const accountId = Number(digitsOf(11, seed, loginName, 'account'));
    const links = [
      { methodType: 'GET', rel: 'getRiskAnalytics', href: `/riskAnalytics?accountId=${accountId}` },
    ];
    const notificationId = hexOf(24, seed, loginName, type, at);
    return {
      event: {
        info: 'RISK_ANALYTICS',
        notificationId,
        notificationTime,
        data: { loginName, providerAccountId, accountId, links, ...data },
      },
    };
  }
  return {
    event: {
      info: 'CDV_STATUS_UPDATES',
      notificationId: base64Of(20, seed, loginName, type, at),
      notificationTime,
      loginName,
      data: {
        providerAccountId,
        accountId: Number(digitsOf(8, seed, loginName, 'account')),
        verificationId: Number(digitsOf(8, seed, loginName, 'verification')),
        ...statuses[type],
        ...data,
      },
    },
  };
}
