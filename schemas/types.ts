// Generated from the schemas by scripts/generate-types.mjs; do not edit.

export type WebhookBody = ConnectBody | YodleeBody;
export type ConnectBody =
  | ConnectAccountsDeleted
  | ConnectAdded
  | ConnectAdding
  | ConnectCredentialsUpdated
  | ConnectDepositSwitchUpdate
  | ConnectDiscovered
  | ConnectDocumentUpload
  | ConnectDone
  | ConnectInstitutionLoginDeleted
  | ConnectInstitutionNotFound
  | ConnectInstitutionNotSupported
  | ConnectInstitutionSupported
  | ConnectInvalidCredentials
  | ConnectMfa
  | ConnectMfaUpdated
  | ConnectPing
  | ConnectProcessing
  | ConnectReportDone
  | ConnectStarted
  | ConnectUnableToConnect;
/**
 * The customer removed these accounts.
 */
export type ConnectAccountsDeleted = ConnectEnvelope & {
  eventType: 'accountsDeleted';
  payload?: {
    /**
     * The institution the accounts were at; older pages leave it out.
     */
    institutionId?: string | number;
    /**
     * Ids, not objects.
     *
     * @maxItems 500
     *
     * Items: An opaque identifier of the vendor, a string in one event and a number in another.
     */
    accounts: (string | number)[];
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer chose accounts and they are saved; a subset of those discovered.
 */
export type ConnectAdded = ConnectEnvelope & {
  eventType: 'added';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    /**
     * True for an OAuth connection; false or absent for a legacy one.
     */
    oauth?: true | false | 'true' | 'false' | null;
    /**
     * @maxItems 500
     */
    accounts: ConnectAccount[];
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer submitted credentials (legacy) or left for the bank (OAuth).
 */
export type ConnectAdding = ConnectEnvelope & {
  eventType: 'adding';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    /**
     * True for an OAuth connection; false or absent for a legacy one.
     */
    oauth?: true | false | 'true' | 'false' | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer replaced the credentials of an existing connection.
 */
export type ConnectCredentialsUpdated = ConnectEnvelope & {
  eventType: 'credentialsUpdated';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    /**
     * Whether a further question follows.
     */
    mfa?: true | false | 'true' | 'false' | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * A payroll deposit switch has moved on (Connect Transfer).
 */
export type ConnectDepositSwitchUpdate = ConnectEnvelope & {
  eventType: 'depositSwitchUpdate';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    switchId?: string | number;
    /**
     * `processing`, `completed` or `failed`.
     */
    switchStatus?: string;
    /**
     * Why it failed, such as `account-unusable`. Free text has been seen; it is not kept.
     */
    failureReason?: string | null;
    /**
     * Whether the customer signed in at the payroll provider.
     */
    authenticated?: true | false | 'true' | 'false' | null;
    /**
     * ISO 8601. Never kept.
     */
    createdDate?: string | number | boolean | null;
    /**
     * The employer or payroll provider. Never kept.
     */
    provider?: {
      id?: string | number | boolean | null;
      name?: string | number | boolean | null;
      [k: string]: unknown;
    } | null;
    /**
     * Where the pay goes. Never kept.
     *
     * @maxItems 500
     */
    distributions?:
      | {
          type?: string | number | boolean | null;
          /**
           * The routing number.
           */
          bankIdentifier?: string | number | boolean | null;
          accountNumberEndsWith?: string | number | boolean | null;
          [k: string]: unknown;
        }[]
      | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer signed in, and these accounts may be chosen from; there may be none. Legacy connections only.
 */
export type ConnectDiscovered = ConnectEnvelope & {
  eventType: 'discovered';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    /**
     * Whether a further question was asked; null in the vendor's sample.
     */
    mfa?: true | false | 'true' | 'false' | null;
    /**
     * The vendor's sample holds strings among the objects.
     *
     * @maxItems 500
     */
    accounts: (ConnectAccount | string)[];
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer uploaded a document (Full with Mortgage Verification Service).
 */
export type ConnectDocumentUpload = ConnectEnvelope & {
  eventType: 'documentUpload';
  payload?: {
    /**
     * @maxItems 500
     */
    assets: {
      /**
       * A pointer to the document. Never kept.
       */
      assetId?: string | number | boolean | null;
      /**
       * Never kept.
       */
      label?: string | number | boolean | null;
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The session ended after its requirements were met; `eventTrigger` says how. The payload is empty: a `done` with one is the end of a report.
 */
export type ConnectDone = ConnectEnvelope & {
  eventType: 'done';
  /**
   * @maxItems 0
   */
  payload?:
    | {
        [k: string]: unknown;
      }
    | unknown[];
  [k: string]: unknown;
};
/**
 * All accounts of one login were removed. The vendor's page prints another event's body here, so nothing is required.
 */
export type ConnectInstitutionLoginDeleted = ConnectEnvelope & {
  eventType: 'institutionLoginDeleted';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionLoginId?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer searched for an institution and nothing matched.
 */
export type ConnectInstitutionNotFound = ConnectEnvelope & {
  eventType: 'institutionNotFound';
  payload?: {
    /**
     * What the customer typed. It may be anything, so only its length is kept.
     */
    query: string;
    /**
     * The countries searched, as two-letter codes.
     *
     * @maxItems 500
     */
    supportedCountries?: string[];
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer picked an institution that is not certified for the product.
 */
export type ConnectInstitutionNotSupported = ConnectEnvelope & {
  eventType: 'institutionNotSupported';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer picked an institution that is certified for the product.
 */
export type ConnectInstitutionSupported = ConnectEnvelope & {
  eventType: 'institutionSupported';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The institution refused the credentials. Legacy connections only; up to five attempts.
 */
export type ConnectInvalidCredentials = ConnectEnvelope & {
  eventType: 'invalidCredentials';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The credentials were right and the institution asks a further question. Legacy connections only.
 */
export type ConnectMfa = ConnectEnvelope & {
  eventType: 'mfa';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer answered the institution's further question. Fix, legacy connections only.
 */
export type ConnectMfaUpdated = ConnectEnvelope & {
  eventType: 'mfaUpdated';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * Sent while a Connect URL is generated, to see whether the webhook URL answers 200; otherwise that call fails. It belongs to no customer.
 */
export type ConnectPing = ConnectEnvelope & {
  eventType: 'ping';
  payload?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The customer is back from the bank (OAuth) and the accounts are being fetched. Older pages also send it while a report is generated.
 */
export type ConnectProcessing = ConnectEnvelope & {
  eventType: 'processing';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The reports a session asked for are complete. The vendor sends it as `done` too; its payload, one report or an array of them, tells it from the end of a session.
 */
export type ConnectReportDone = ConnectEnvelope & {
  eventType: 'done';
  /**
   * @minItems 1
   * @maxItems 500
   */
  payload?:
    | {
        [k: string]: unknown;
      }
    | {
        [k: string]: unknown;
      }[];
  [k: string]: unknown;
};
/**
 * The landing page was displayed. One link can be opened several times, so a session may have several.
 */
export type ConnectStarted = ConnectEnvelope & {
  eventType: 'started';
  payload?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * The institution cannot be reached.
 */
export type ConnectUnableToConnect = ConnectEnvelope & {
  eventType: 'unableToConnect';
  payload?: {
    /**
     * An opaque identifier of the vendor, a string in one event and a number in another.
     */
    institutionId?: string | number;
    /**
     * Why: 102, 500, 900, 901, 903, 904, 910, 915, 916 or 920 are documented.
     */
    code?: number | string;
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
export type YodleeBody = YodleeCdvStatusUpdates | YodleeRiskAnalytics;
/**
 * A challenge deposit verification (micro entries) has reached another status.
 */
export type YodleeCdvStatusUpdates = YodleeEnvelope & {
  event: {
    info: 'CDV_STATUS_UPDATES';
    data: {
      /**
       * The provider account the verification began for.
       */
      providerAccountId?: string | number;
      /**
       * The account the verification began for.
       */
      accountId?: string | number;
      /**
       * The verification; a new try has a new one.
       */
      verificationId: string | number;
      /**
       * INITIATED: accepted. DEPOSITED: the bank has been told. SUCCESS: the right amounts were typed. FAILED: see the reason.
       */
      verificationStatus: 'INITIATED' | 'DEPOSITED' | 'SUCCESS' | 'FAILED';
      /**
       * Why it failed: DATA_MISMATCH (attempts used up), INSTRUCTION_GENERATION_ERROR or EXPIRED.
       */
      reason?: string | null;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  [k: string]: unknown;
};
/**
 * Risk analytics are ready for an account that instant verification has verified. The result itself has to be fetched.
 */
export type YodleeRiskAnalytics = YodleeEnvelope & {
  event: {
    info: 'RISK_ANALYTICS';
    data: {
      /**
       * The user's login name.
       */
      loginName?: string | number;
      /**
       * An opaque identifier of the vendor, a string in one event and a number in another.
       */
      providerAccountId?: string | number;
      /**
       * An opaque identifier of the vendor, a string in one event and a number in another.
       */
      accountId: string | number;
      /**
       * Where to fetch the result. Never kept.
       *
       * @maxItems 500
       */
      links?:
        | {
            methodType?: string | number | boolean | null;
            rel?: string | number | boolean | null;
            href?: string | number | boolean | null;
            [k: string]: unknown;
          }[]
        | null;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  [k: string]: unknown;
};

/**
 * What every Connect delivery has around its payload.
 */
export interface ConnectEnvelope {
  /**
   * The customer the event is about. Absent on a ping only.
   */
  customerId?: string | number;
  /**
   * The consumer, where one was attached when the URL was generated. Never kept.
   */
  consumerId?: string | number | null;
  /**
   * Thirteen digits of epoch milliseconds, a hyphen and 24 hex digits. Not unique across event types. Absent on a ping only.
   */
  eventId?: string;
  /**
   * The kind of event; it decides what the payload holds.
   */
  eventType: string;
  /**
   * Whatever was given when the URL was generated, sent back as it was. Only a session key is read from it.
   */
  webhookData?: {
    [k: string]: unknown;
  };
  /**
   * What ended the session: userSubmit, timeout, userExit or userForceClose. Sent with `done` only, and not always.
   */
  eventTrigger?: string | null;
  [k: string]: unknown;
}
/**
 * An account as `added` and `discovered` list it. It holds account numbers, balances and names, of which nothing is kept.
 */
export interface ConnectAccount {
  /**
   * An opaque identifier of the vendor, a string in one event and a number in another.
   */
  id: string | number;
  /**
   * The kind of account, such as `loan` or `mortgage`.
   */
  type?: string | number | boolean | null;
  /**
   * Repeats the customer of the envelope. Never kept.
   */
  customerId?: string | number | boolean | null;
  /**
   * An opaque identifier of the vendor, a string in one event and a number in another.
   */
  institutionId?: string | number;
  /**
   * An opaque identifier of the vendor, a string in one event and a number in another.
   */
  institutionLoginId?: string | number;
  /**
   * The account number. Never kept.
   */
  number?: string | number | boolean | null;
  /**
   * Never kept.
   */
  realAccountNumberLast4?: string | number | boolean | null;
  /**
   * Never kept.
   */
  accountNumberDisplay?: string | number | boolean | null;
  /**
   * Free text. Never kept.
   */
  name?: string | number | boolean | null;
  /**
   * Free text. Never kept.
   */
  accountNickname?: string | number | boolean | null;
  /**
   * Never kept.
   */
  balance?: string | number | boolean | null;
  /**
   * Epoch seconds. Never kept.
   */
  balanceDate?: string | number | boolean | null;
  /**
   * `active` once added, `pending` while discovered. Never kept.
   */
  status?: string | number | boolean | null;
  /**
   * Never kept.
   */
  currency?: string | number | boolean | null;
  /**
   * Epoch seconds. Never kept.
   */
  createdDate?: string | number | boolean | null;
  /**
   * Epoch seconds; 0 has been seen. Never kept.
   */
  lastUpdatedDate?: string | number | boolean | null;
  /**
   * Never kept.
   */
  displayPosition?: string | number | boolean | null;
  /**
   * Never kept.
   */
  financialinstitutionAccountStatus?: string | number | boolean | null;
  /**
   * Never kept.
   */
  marketSegment?: string | number | boolean | null;
  /**
   * More about the account, by kind. Never kept.
   */
  detail?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * What every Yodlee notification has around its data.
 */
export interface YodleeEnvelope {
  event: {
    /**
     * The kind of notification; it decides what the data holds.
     */
    info: string;
    /**
     * Identifies the notification. No fixed format: base64, hex and UUIDs have been seen.
     */
    notificationId: string;
    /**
     * When it was triggered, ISO 8601.
     */
    notificationTime?: string;
    /**
     * The user's login name; some notifications carry it in the data instead.
     */
    loginName?: string | number;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/** Each schema of `connect/` by its name. */
export interface ConnectBodies {
  accountsDeleted: ConnectAccountsDeleted;
  added: ConnectAdded;
  adding: ConnectAdding;
  credentialsUpdated: ConnectCredentialsUpdated;
  depositSwitchUpdate: ConnectDepositSwitchUpdate;
  discovered: ConnectDiscovered;
  documentUpload: ConnectDocumentUpload;
  done: ConnectDone;
  institutionLoginDeleted: ConnectInstitutionLoginDeleted;
  institutionNotFound: ConnectInstitutionNotFound;
  institutionNotSupported: ConnectInstitutionNotSupported;
  institutionSupported: ConnectInstitutionSupported;
  invalidCredentials: ConnectInvalidCredentials;
  mfa: ConnectMfa;
  mfaUpdated: ConnectMfaUpdated;
  ping: ConnectPing;
  processing: ConnectProcessing;
  reportDone: ConnectReportDone;
  started: ConnectStarted;
  unableToConnect: ConnectUnableToConnect;
}

/** The names of the schemas in `connect/`. */
export const CONNECT_SCHEMAS = [
  'accountsDeleted',
  'added',
  'adding',
  'credentialsUpdated',
  'depositSwitchUpdate',
  'discovered',
  'documentUpload',
  'done',
  'institutionLoginDeleted',
  'institutionNotFound',
  'institutionNotSupported',
  'institutionSupported',
  'invalidCredentials',
  'mfa',
  'mfaUpdated',
  'ping',
  'processing',
  'reportDone',
  'started',
  'unableToConnect',
] as const satisfies readonly (keyof ConnectBodies)[];

/** Each schema of `yodlee/` by its name. */
export interface YodleeBodies {
  cdvStatusUpdates: YodleeCdvStatusUpdates;
  riskAnalytics: YodleeRiskAnalytics;
}

/** The names of the schemas in `yodlee/`. */
export const YODLEE_SCHEMAS = [
  'cdvStatusUpdates',
  'riskAnalytics',
] as const satisfies readonly (keyof YodleeBodies)[];
