import { type VerificationContext, verificationMachine } from '../../../machines/verification.ts';
import type { Provider } from '../provider.ts';
import { originCheck } from './origin.ts';
import { readYodlee } from './read.ts';

/** How deliveries of Yodlee are authenticated. */
export interface YodleeOptions {
  /** The callback's path ends in one of these; several while one is being replaced. None: not checked. */
  readonly tokens?: readonly string[];
  /** IP addresses and CIDR ranges that Yodlee calls from. None: any address. */
  readonly allowFrom?: readonly string[];
}

/**
 * Yodlee account verification. Throws `ConfigurationError` for an empty token, or naming an entry of `allowFrom`
 * that is neither an address nor a range.
 */
export function yodleeProvider(options: YodleeOptions = {}): Provider {
  const { tokens = [], allowFrom = [] } = options;
  return {
    name: 'yodlee',
    machine: verificationMachine,
    joins: isOfItsAccount,
    authenticate: originCheck(tokens, allowFrom),
    read: readYodlee,
  };
}

/** Risk analytics are about an account: they join the verification of that account where there is one. */
const isOfItsAccount: NonNullable<Provider['joins']> = (context, { type, data }) =>
  type === 'riskAnalytics' && (context as VerificationContext).accountId === data['accountId'];
