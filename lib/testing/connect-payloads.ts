import type { ConnectEventType } from '../../machines/index.ts';
import type { JsonObject } from '../fold/event.ts';
import { accountsOf, addedAccount, discoveredAccount, type Holder } from './accounts.ts';
import { digitsOf, hexOf } from './derive.ts';

/** An event type of Connect in the words of its machine, so `reportDone` for the `done` of a report. */
export type ConnectType = Exclude<ConnectEventType, 'fact'>;

/** What a payload is made from. */
export interface PayloadContext extends Holder {
  /** In ms since the epoch. */
  readonly at: number;
  /** Whether the customer signs in at the bank itself. */
  readonly oauth: boolean;
  /** The institution that the session began with. */
  readonly sessionInstitutionId: string;
}

type Payload = (context: PayloadContext) => JsonObject;

const institution: Payload = ({ institutionId }) => ({ institutionId });

/**
 * The payload of each event type of Connect, with the vendor's own inconsistencies of type.
 * Sources: Mastercard "Data Connect Events"; a captured OAuth session for the boolean `oauth`.
 */
export const connectPayloads: Readonly<Record<ConnectType, Payload>> = {
  started: () => ({}),
  institutionSupported: institution,
  institutionNotSupported: institution,
  institutionNotFound: () => ({ query: 'Frist Natoinal Bank of Sprnigfield', supportedCountries: ['US'] }),
  adding: ({ institutionId, oauth }) => (oauth ? { institutionId, oauth } : { institutionId }),
  invalidCredentials: institution,
  mfa: institution,
  mfaUpdated: institution,
  credentialsUpdated: ({ institutionId }) => ({ institutionId, mfa: false }),
  processing: institution,
  unableToConnect: ({ institutionId }) => ({ institutionId, code: 500 }),
  discovered: (context) => ({
    accounts: accountsOf(context).map(discoveredAccount),
    mfa: null,
    institutionId: context.institutionId,
  }),
  added,
  depositSwitchUpdate,
  accountsDeleted: (context) => ({
    accounts: accountsOf(context)
      .slice(0, 1)
      .map(({ id }) => id),
    institutionId: context.institutionId,
  }),
  // The vendor's page shows the body of another event here by mistake: these two fields are a guess.
  institutionLoginDeleted: (context) => ({
    institutionId: context.institutionId,
    institutionLoginId: accountsOf(context)[0]?.institutionLoginId ?? 0,
  }),
  documentUpload: ({ seed, customerId, at }) => ({
    assets: [
      { assetId: `${hexOf(32, seed, customerId, at)}-${digitsOf(10, seed, at)}`, label: 'lastPayPeriod' },
    ],
  }),
  done: () => ({}),
  reportDone,
};

/** Every event type of Connect; `reportDone` is the `done` of a report. A ping is no event. */
export const CONNECT_TYPES = Object.keys(connectPayloads) as readonly ConnectType[];

/** The customer keeps two of the three accounts found. Each account names its own institution. */
function added(context: PayloadContext): JsonObject {
  return {
    institutionId: context.sessionInstitutionId,
    accounts: accountsOf(context)
      .slice(0, 2)
      .map((account, index) => addedAccount(account, context, context.at, index + 1)),
    ...(context.oauth ? { oauth: true } : {}),
  };
}

function depositSwitchUpdate({ seed, customerId, at }: PayloadContext): JsonObject {
  return {
    switchId: hexOf(24, seed, customerId, 'switch'),
    switchStatus: 'completed',
    createdDate: `${new Date(at).toISOString().slice(0, 19)}Z`,
    authenticated: true,
    provider: { id: hexOf(24, 'employer'), name: 'Thistledown Logistics' },
    distributions: [
      {
        type: 'total',
        bankIdentifier: '110000000',
        accountNumberEndsWith: digitsOf(4, seed, customerId, 'switch'),
      },
    ],
  };
}

/** The fields of a report callback; a complete `done` of a report inside a session is not published. */
function reportDone({ seed, customerId }: PayloadContext): JsonObject {
  return {
    id: hexOf(12, seed, customerId, 'report'),
    type: 'voa',
    status: 'success',
    portfolioId: `${hexOf(12, seed, customerId, 'portfolio')}-1-port`,
    consumerSsn: digitsOf(4, seed, customerId, 'ssn'),
  };
}
