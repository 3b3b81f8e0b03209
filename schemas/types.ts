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
export type ApiBody =
  | AccountView
  | AcknowledgeBody
  | AlertView
  | DeliveryView
  | AlertList
  | AnomalyView
  | ChangeView
  | CustomerView
  | CustomerSessions
  | ErasureView
  | FunnelView
  | FunnelGroup
  | FunnelStage
  | InstitutionView
  | ErrorView
  | Live
  | MachineView
  | MachineDefinition
  | MachineFacts
  | MachineState
  | MachineSummary
  | MachineTimer
  | MachineTransition
  | MachineList
  | NoticeEvent
  | NoticeData
  | OutcomeTally
  | Problem
  | Ready
  | Received
  | RejectedList
  | ResendBody
  | SessionView
  | SessionFacts
  | SessionList
  | SessionSummary
  | StagesView
  | StreamEnd
  | StreamGap
  | TimelineEntry;

/**
 * One account that the customer chose, or that was verified. Numbers, names and balances are never kept.
 */
export interface AccountView {
  /**
   * The id of the account, as the provider has it.
   */
  id: string;
  /**
   * The kind of account, in the word of the provider.
   */
  type?: string;
  /**
   * The id of a bank, as the provider has it.
   */
  institutionId?: string;
  /**
   * The customer took it away again.
   */
  deleted?: true;
}
/**
 * What may be said when an alert is acknowledged.
 */
export interface AcknowledgeBody {
  /**
   * Who does it: 1 to 100 printable characters.
   */
  by?: string;
}
/**
 * Something somebody is told about: raised once, resolved once, with one id for life.
 */
export interface AlertView {
  /**
   * The id of an alert, for life.
   */
  alertId: string;
  /**
   * What an alert is about. `sessionAbandoned` and `sessionCompleted` are endings: they are told, and then they stand.
   */
  effect: 'sessionStuck' | 'sessionAbandoned' | 'sessionCompleted' | 'institutionTrouble';
  /**
   * `open` until it is resolved; `final` when it tells an ending, since nothing is left to wait for.
   */
  status: 'open' | 'final' | 'resolved';
  /**
   * What it is about, in one line.
   */
  summary: string;
  /**
   * The source of the webhooks.
   */
  provider: string;
  /**
   * Absent for the alert of an institution.
   */
  customerId?: string;
  /**
   * Absent for the alert of an institution.
   */
  sessionId?: string;
  /**
   * The stage it came true in.
   */
  stage?: string;
  /**
   * When that stage was entered.
   */
  since?: string;
  /**
   * Who has to act: customer, institution, provider or nobody.
   */
  waitingOn?: string;
  /**
   * Where the customer is.
   */
  institutionId?: string;
  /**
   * When it came true: a deadline ran out, or silence ended the session.
   */
  at: string;
  /**
   * When it was found.
   */
  raisedAt: string;
  /**
   * Why the deadline is what it is, where it depends on how long the stage usually lasts.
   */
  usual?: string;
  /**
   * Of `institutionTrouble`: how many customers were failing at once, at most.
   */
  customers?: number;
  /**
   * Of `institutionTrouble`: sessions that are failing (once it is over: were, when it was raised), at most 100.
   *
   * @maxItems 100
   *
   * Items: The id of a session: it tells nothing about the customer. When a late event changes where a session begins its id changes; the old one still leads to it.
   */
  sessionIds?: string[];
  /**
   * Of `institutionTrouble`, while it lasts: how many sessions are failing.
   */
  sessionCount?: number;
  /**
   * The alert about the institution that is told instead of this one.
   */
  groupedInto?: string;
  /**
   * That somebody has silenced it.
   */
  acknowledged?: {
    /**
     * When.
     */
    at: string;
    /**
     * By whom, as they said.
     */
    by?: string;
  };
  /**
   * Why it is over.
   */
  resolved?: {
    /**
     * When.
     */
    at: string;
    /**
     * `recovered`: an event led on. `corrected`: a late event shows that it was never so. `abandoned`: silence ended the session. `reconfigured`: other settings or another statechart say so. `quiet`: no more failures. `erased`: the customer was erased.
     */
    reason: 'recovered' | 'corrected' | 'abandoned' | 'reconfigured' | 'quiet' | 'erased';
    /**
     * Why, in words.
     */
    detail: string;
    /**
     * The event that did it.
     */
    by?: {
      /**
       * The event type.
       */
      type: string;
      /**
       * The id of the event, as the provider sent it; not unique across event types.
       */
      eventId: string;
    };
  };
  /**
   * What each sink was, or is to be, told.
   */
  deliveries: DeliveryView[];
}
/**
 * One notice of an alert for one sink.
 */
export interface DeliveryView {
  /**
   * The name of the sink.
   */
  sink: string;
  /**
   * The moment of an alert that is told.
   */
  notice: 'raised' | 'acknowledged' | 'resolved';
  /**
   * `pending` waits to be told; `delivered` was told; `dead` was given up and waits to be sent again by hand; `withdrawn` was overtaken before anybody heard of it.
   */
  status: 'pending' | 'delivered' | 'dead' | 'withdrawn';
  /**
   * How often it was tried, all tries.
   */
  attempts: number;
  /**
   * A process has taken it to tell it; if that died, another one does at `nextAt`.
   */
  underWay?: true;
  /**
   * When it is tried, or told again, next.
   */
  nextAt?: string;
  /**
   * The newest last, at most five.
   *
   * @maxItems 5
   */
  tries: DeliveryTry[];
}
/**
 * One try.
 */
export interface DeliveryTry {
  /**
   * When it was tried.
   */
  at: string;
  /**
   * How long the try took, in milliseconds.
   */
  durationMs: number;
  /**
   * `delivered`, or a code of docs/errors.md.
   */
  outcome: string;
  /**
   * The status of the answer, where there was one.
   */
  status?: number;
}
/**
 * A page of alerts. It can hold fewer than asked for although there are more: `next` tells.
 */
export interface AlertList {
  /**
   * Open ones from the one found first on, others from the newest on.
   *
   * @maxItems 100
   */
  alerts: AlertView[];
  /**
   * The `cursor` of the next page; absent on the last one. Nobody has to understand it.
   */
  next?: string;
}
/**
 * An event that the statechart did not expect where it came: followed, and marked.
 */
export interface AnomalyView {
  /**
   * When it happened.
   */
  at: string;
  /**
   * The event type.
   */
  type: string;
  /**
   * One sentence.
   */
  detail: string;
}
/**
 * What one commit changed of a session: the data of an event `change` of the stream.
 */
export interface ChangeView {
  /**
   * Where a reader goes on after it, the same for every reader: what Last-Event-ID holds.
   */
  id: string;
  /**
   * The source of the webhooks.
   */
  provider: string;
  /**
   * The id of the customer, as the provider sends it.
   */
  customerId: string;
  /**
   * The id of a session: it tells nothing about the customer. When a late event changes where a session begins its id changes; the old one still leads to it.
   */
  sessionId: string;
  /**
   * The name of the statechart that the session runs through.
   */
  machine: string;
  /**
   * The event type; of a timer the effect (`sessionStuck`, `sessionAbandoned`); `refolded` when other settings or another statechart changed it.
   */
  type: string;
  /**
   * The id of the event; absent when none was the cause.
   */
  eventId?: string;
  /**
   * When it happened.
   */
  at: string;
  /**
   * The stage before.
   */
  from: string;
  /**
   * The stage after it.
   */
  stage: string;
  /**
   * When that stage was entered.
   */
  since: string;
  /**
   * Whether the stage lasts longer than it may.
   */
  stuck: boolean;
  /**
   * `open`, or how the session ended. `unfinished`: accounts were added, then silence. `abandoned`: silence before that. `failed`: a verification failed.
   */
  outcome: 'open' | 'completed' | 'cancelled' | 'unfinished' | 'abandoned' | 'failed';
  /**
   * Who has to act for the session to go on.
   */
  waitingOn: 'customer' | 'institution' | 'provider' | 'nobody';
  /**
   * Where the customer is.
   */
  institutionId?: string;
  /**
   * Whether the statechart expected it there.
   */
  expected: boolean;
  /**
   * It arrived after something that happened later had been applied.
   */
  late?: true;
}
/**
 * A customer is the customer's current session (the last one that is open, or else the last one), and how many sessions there are.
 */
export interface CustomerView extends SessionFacts {
  /**
   * How many sessions the customer has.
   */
  sessions: number;
}
/**
 * What is told of a session everywhere. All times are ISO 8601 in UTC; what does not apply is absent.
 */
export interface SessionFacts {
  /**
   * The id of a session: it tells nothing about the customer. When a late event changes where a session begins its id changes; the old one still leads to it.
   */
  sessionId: string;
  /**
   * Your own id of the session, where you gave one.
   */
  sessionKey?: string;
  /**
   * The id of the customer, as the provider sends it.
   */
  customerId: string;
  /**
   * The source of the webhooks.
   */
  provider: string;
  /**
   * The name of the statechart that the session runs through.
   */
  machine: string;
  /**
   * The version of that statechart.
   */
  machineVersion: string;
  /**
   * Where the session is, or was at its end.
   */
  stage: string;
  /**
   * When the stage was entered.
   */
  since: string;
  /**
   * Whether the stage lasts longer than it may.
   */
  stuck: boolean;
  /**
   * When the session will be, or was, called stuck in this stage.
   */
  stuckAt?: string;
  /**
   * `open`, or how the session ended. `unfinished`: accounts were added, then silence. `abandoned`: silence before that. `failed`: a verification failed.
   */
  outcome: 'open' | 'completed' | 'cancelled' | 'unfinished' | 'abandoned' | 'failed';
  /**
   * Who has to act for the session to go on.
   */
  waitingOn: 'customer' | 'institution' | 'provider' | 'nobody';
  /**
   * Event types that the statechart expects next, in the order of the flow; none once it has ended.
   *
   * Items: An event type.
   */
  expectedNext: string[];
  /**
   * How often the customer began: `started` events of Connect.
   */
  attempts: number;
  /**
   * True where the customer signs in at the bank, false where credentials are entered here; absent while it is not known.
   */
  oauth?: boolean;
  /**
   * Where the customer is now, or was last.
   */
  institutionId?: string;
  /**
   * The institutions the customer has been at, in the order of the visits.
   */
  institutions: InstitutionView[];
  /**
   * The accounts that were added or verified.
   */
  accounts: AccountView[];
  lastError?: ErrorView;
  /**
   * Why a verification failed, in the vendor's word.
   */
  reason?: string;
  /**
   * What ended the session, in the vendor's word: userSubmit, timeout, userExit or userForceClose.
   */
  eventTrigger?: string;
  /**
   * Events that came unexpectedly; the newest 50.
   */
  anomalies: AnomalyView[];
  /**
   * Where more is told, as paths of this API.
   */
  links: {
    /**
     * The session with its timeline.
     */
    session: string;
    /**
     * The customer's current session.
     */
    customer: string;
  };
}
/**
 * One institution of a session, with a stage of its own: a session may go through several.
 */
export interface InstitutionView {
  /**
   * The id of a bank, as the provider has it.
   */
  institutionId: string;
  /**
   * The type of the last event at this institution.
   */
  stage: string;
  /**
   * Wrong credentials and failed connections, together.
   */
  failures: number;
  /**
   * How many accounts were added there.
   */
  accountsAdded: number;
  /**
   * The ids of the logins that were made there, as the provider has them.
   *
   * Items: A login id.
   */
  loginIds: string[];
  /**
   * The last error code of the provider.
   */
  lastErrorCode?: number;
}
/**
 * The last error of a session.
 */
export interface ErrorView {
  /**
   * The error code of the provider.
   */
  code: number;
  /**
   * What the code means, in words.
   */
  meaning: string;
  /**
   * Who must act; `partner` is you, who send customers through the flow.
   */
  whoActs: 'customer' | 'institution' | 'provider' | 'partner' | 'nobody' | 'unknown';
  /**
   * When it happened.
   */
  at: string;
  /**
   * The id of a bank, as the provider has it.
   */
  institutionId?: string;
}
/**
 * All sessions of a customer.
 */
export interface CustomerSessions {
  /**
   * Newest first.
   */
  sessions: SessionSummary[];
}
/**
 * A session without its timeline.
 */
export interface SessionSummary extends SessionFacts {}
/**
 * What an erasure has removed.
 */
export interface ErasureView {
  /**
   * The id of the customer, as the provider sends it.
   */
  customerId: string;
  /**
   * The source of the webhooks.
   */
  provider: string;
  /**
   * It is done, and durable.
   */
  erased: true;
  /**
   * How many sessions were removed.
   */
  sessions: number;
  /**
   * How many events.
   */
  events: number;
  /**
   * How many alerts.
   */
  alerts: number;
}
/**
 * How far the sessions got that began on some days.
 */
export interface FunnelView {
  /**
   * The name of the statechart that the session runs through.
   */
  machine: string;
  /**
   * The first UTC day on which the sessions began.
   */
  from: string;
  /**
   * The last one.
   */
  to: string;
  /**
   * The institution it is of, where one was asked for.
   */
  institutionId?: string;
  /**
   * The way to connect it is of, where one was asked for.
   */
  connection?: 'oauth' | 'legacy' | 'unknown';
  /**
   * Sessions that began.
   */
  sessions: number;
  outcomes?: OutcomeTally;
  /**
   * Stages that were reached, in the order of the flow.
   */
  stages: FunnelStage[];
  /**
   * With `by` only. Of institutions, the 20 with most sessions.
   */
  groups?: FunnelGroup[];
}
/**
 * How many sessions have which outcome.
 */
export interface OutcomeTally {
  /**
   * Sessions that go on.
   */
  open: number;
  /**
   * Sessions that came to what they were for.
   */
  completed: number;
  /**
   * Sessions that the customer ended with nothing to show.
   */
  cancelled: number;
  /**
   * Sessions in which accounts were added before silence.
   */
  unfinished: number;
  /**
   * Sessions that fell silent before that.
   */
  abandoned: number;
  /**
   * Verifications that failed.
   */
  failed: number;
}
/**
 * How many sessions got to one stage, and how long they stayed.
 */
export interface FunnelStage {
  /**
   * The name of a state of the statechart.
   */
  stage: string;
  /**
   * Sessions that entered it at least once.
   */
  reached: number;
  /**
   * Sessions that ended without success, or went on at another institution, after this as their last stage.
   */
  dropped: number;
  /**
   * How long stays lasted that an event ended; absent when there were none. Each time is at most 5 % off.
   */
  dwell?: {
    /**
     * How many stays.
     */
    count: number;
    /**
     * The median of the stays, in milliseconds.
     */
    medianMs: number;
    /**
     * What 95 % of the stays took at most, in milliseconds.
     */
    p95Ms: number;
  };
}
/**
 * The part of a funnel that is of one day, one way to connect or one institution.
 */
export interface FunnelGroup {
  /**
   * The UTC day on which the sessions began, with `by=day`.
   */
  day?: string;
  /**
   * How the customers sign in, with `by=connection`.
   */
  connection?: 'oauth' | 'legacy' | 'unknown';
  /**
   * With `by=institution`.
   */
  institutionId?: string;
  /**
   * Sessions that began.
   */
  sessions: number;
  /**
   * Of an institution: sessions that went no further there.
   */
  dropped?: number;
  outcomes?: OutcomeTally;
  /**
   * Stages that were reached, in the order of the flow; absent for institutions.
   */
  stages?: FunnelStage[];
}
/**
 * The process runs.
 */
export interface Live {
  /**
   * It does.
   */
  status: 'ok';
}
/**
 * A statechart with its definition.
 */
export interface MachineView extends MachineFacts {
  definition: MachineDefinition;
}
/**
 * A statechart as plain JSON: its states, with what leads where. What is done and asked on the way is not part of it.
 */
export interface MachineDefinition {
  /**
   * The state in which a session begins.
   */
  initial?: string;
  /**
   * How long each named delay is by the statechart itself, in milliseconds; settings may say otherwise. Delays that are computed are left out.
   */
  delays: {
    /**
     * A delay, in milliseconds.
     */
    [k: string]: number;
  };
  /**
   * The states, in the order of the flow: each is a stage.
   */
  states: MachineState[];
  /**
   * What every state takes that does not say otherwise itself.
   */
  transitions: MachineTransition[];
}
/**
 * A state of a statechart.
 */
export interface MachineState {
  /**
   * Its name among the states beside it.
   */
  name: string;
  /**
   * What it means, in a sentence.
   */
  description?: string;
  /**
   * What kind of state it is.
   *
   * Items: A tag.
   */
  tags: string[];
  /**
   * Who has to act in it.
   */
  waitingOn?: string;
  /**
   * What leads on from it.
   */
  transitions: MachineTransition[];
  /**
   * What happens by itself, once it has lasted for long enough.
   */
  timers: MachineTimer[];
  /**
   * The states inside it.
   */
  states?: MachineState[];
}
/**
 * What an event does in a state.
 */
export interface MachineTransition {
  /**
   * The type of the event.
   */
  event: string;
  /**
   * The state that it leads to, with dots before states inside others; absent where the session stays.
   */
  target?: string;
  /**
   * The name of the condition that it depends on.
   */
  guard?: string;
  /**
   * Whether it is expected there; else it is followed all the same, and marked as an anomaly.
   */
  expected: boolean;
}
/**
 * What happens in a state by itself. Without a target the session stays, and is stuck.
 */
export interface MachineTimer {
  /**
   * The name of the delay, if it has one.
   */
  delay?: string;
  /**
   * How long after the state was entered, in milliseconds; absent where it is computed.
   */
  afterMs?: number;
  /**
   * The state that it leads to, with dots before states inside others.
   */
  target?: string;
}
/**
 * What is told of a statechart everywhere.
 */
export interface MachineFacts {
  /**
   * The name of the statechart that the session runs through.
   */
  name: string;
  /**
   * The version of the statechart.
   */
  version: string;
  /**
   * What the statechart is about.
   */
  description?: string;
  /**
   * The providers whose sessions run through it.
   *
   * Items: The name of a provider.
   */
  providers: string[];
  /**
   * All stages, in the order of the flow.
   */
  stages: MachineStage[];
  /**
   * Where it is drawn, as paths of this API.
   */
  links: {
    /**
     * The whole of it.
     */
    self: string;
    /**
     * As Mermaid source.
     */
    mermaid: string;
    /**
     * As a picture.
     */
    svg: string;
  };
}
/**
 * One stage.
 */
export interface MachineStage {
  /**
   * The name of a state of the statechart.
   */
  stage: string;
  /**
   * What it means, in a sentence.
   */
  description?: string;
  /**
   * Who has to act in this stage.
   */
  waitingOn: 'customer' | 'institution' | 'provider' | 'nobody';
  /**
   * What kind of stage it is.
   *
   * Items: A tag.
   */
  tags: string[];
  /**
   * How long it may last by the statechart itself until the session is stuck, in milliseconds; settings may say otherwise.
   */
  stuckAfterMs?: number;
  /**
   * Event types that are expected in it.
   *
   * Items: An event type.
   */
  expects: string[];
  /**
   * Whether the session is over in it.
   */
  ends: boolean;
}
/**
 * A statechart without its definition.
 */
export interface MachineSummary extends MachineFacts {}
/**
 * All statecharts.
 */
export interface MachineList {
  /**
   * In the order of the providers.
   */
  machines: MachineSummary[];
}
/**
 * What a webhook sink is sent: a notice about an alert, as a CloudEvent 1.0 in JSON. The headers sign it as Standard Webhooks asks for.
 */
export interface NoticeEvent {
  /**
   * The version of CloudEvents.
   */
  specversion: '1.0';
  /**
   * The same in every attempt, so that copies can be dropped; also the header webhook-id.
   */
  id: string;
  /**
   * The provider whose customer it is about.
   */
  source: string;
  /**
   * The effect and the moment of the alert, or `connect-tracker.sessionRecovered`.
   */
  type: string;
  /**
   * The id of the session, or of the institution.
   */
  subject?: string;
  /**
   * When what it tells happened.
   */
  time: string;
  /**
   * What `data` is.
   */
  datacontenttype: 'application/json';
  data: NoticeData;
}
/**
 * What a notice tells.
 */
export interface NoticeData {
  /**
   * The id of an alert, for life.
   */
  alertId: string;
  /**
   * What an alert is about. `sessionAbandoned` and `sessionCompleted` are endings: they are told, and then they stand.
   */
  effect: 'sessionStuck' | 'sessionAbandoned' | 'sessionCompleted' | 'institutionTrouble';
  /**
   * The moment of an alert that is told.
   */
  status: 'raised' | 'acknowledged' | 'resolved';
  /**
   * The source of the webhooks.
   */
  provider: string;
  /**
   * Absent for the alert of an institution. For Yodlee a login name: for your own systems only.
   */
  customerId?: string;
  /**
   * Absent for the alert of an institution.
   */
  sessionId?: string;
  /**
   * The stage it came true in.
   */
  stage?: string;
  /**
   * When that stage was entered.
   */
  since?: string;
  /**
   * Who has to act: customer, institution, provider or nobody.
   */
  waitingOn?: string;
  /**
   * Where the customer is.
   */
  institutionId?: string;
  /**
   * Of `institutionTrouble`: how many customers were failing at once, at most.
   */
  customers?: number;
  /**
   * Of `institutionTrouble`: sessions that were failing when it was raised, at most 100.
   *
   * @maxItems 100
   *
   * Items: The id of a session: it tells nothing about the customer. When a late event changes where a session begins its id changes; the old one still leads to it.
   */
  sessionIds?: string[];
  /**
   * When it was found.
   */
  raisedAt: string;
  /**
   * Why it is over, with `status` `resolved`.
   */
  resolution?: {
    /**
     * As in the alert.
     */
    reason: 'recovered' | 'corrected' | 'abandoned' | 'reconfigured' | 'quiet' | 'erased';
    /**
     * The event that did it.
     */
    by?: {
      /**
       * The event type.
       */
      type: string;
      /**
       * The id of the event, as the provider sent it; not unique across event types.
       */
      eventId: string;
    };
  };
  /**
   * With `status` `resolved`: the alert of the institution, which tells on.
   */
  groupedInto?: string;
  /**
   * By the settings of the sink.
   */
  severity: 'critical' | 'error' | 'warning' | 'info';
  /**
   * One line for people, without the id of the customer.
   */
  summary: string;
  /**
   * Further sentences for people.
   *
   * Items: A sentence.
   */
  details: string[];
  /**
   * Where to read on; absent unless the settings say where the server is found.
   */
  link?: string;
}
/**
 * An error: a problem document (RFC 9457) with a stable code and a hint.
 */
export interface Problem {
  /**
   * The kind of problem, as a URN that ends in the code.
   */
  type: string;
  /**
   * The kind of problem, in words.
   */
  title: string;
  /**
   * The HTTP status.
   */
  status: number;
  /**
   * One sentence about this occurrence; it names places and rules, never a value that was sent.
   */
  detail: string;
  /**
   * The path without secrets; `/` where no route has the path.
   */
  instance: string;
  /**
   * The kind of problem, as a code that does not change.
   */
  code: string;
  /**
   * The same as the header X-Request-Id, and in the log.
   */
  requestId: string;
  /**
   * What to do about it.
   */
  hint: string;
}
/**
 * Whether deliveries can be taken.
 */
export interface Ready {
  /**
   * `ok`, or `unavailable` while the store takes nothing.
   */
  status: 'ok' | 'unavailable';
  /**
   * How the store is.
   */
  store: {
    /**
     * What a 200 promises: `disk` (flushed before the answer), or what Redis is configured for.
     */
    durability: 'disk' | 'aof-always' | 'aof-everysec' | 'memory' | 'unknown';
    /**
     * Settings that an operator should mend.
     *
     * Items: A sentence.
     */
    warnings: string[];
  };
  /**
   * Present while sinks fail; deliveries are taken all the same.
   */
  alerts?: {
    /**
     * Sinks that have failed several times running, as this process sees them.
     *
     * @minItems 1
     *
     * Items: The name of a sink.
     */
    failingSinks: string[];
  };
}
/**
 * What became of a delivery. It is answered after that is durable.
 */
export interface Received {
  /**
   * `applied`; `late`: something that happened later was there already; `duplicate`: it was there already; `unknown`: its type is not known, type and time are kept; `invalid`: its payload breaks its schema, the stage moves; `rejected`: it cannot be used, the reason is kept; `expired`: it happened longer ago than anything is kept; `erased`: it happened before its customer was erased; `ok`: a ping.
   */
  status: 'ok' | 'applied' | 'late' | 'duplicate' | 'unknown' | 'invalid' | 'rejected' | 'expired' | 'erased';
}
/**
 * Deliveries that could not be used, and how many were answered in which way.
 */
export interface RejectedList {
  /**
   * Newest first; the newest 1,000 are kept.
   *
   * @maxItems 100
   */
  rejected: RejectedDelivery[];
  /**
   * How many deliveries this process has answered since it started: by the status of those accepted, by problem code of the others, and `aborted` where the sender went away.
   */
  counts: {
    /**
     * How many.
     */
    [k: string]: number;
  };
}
/**
 * One delivery.
 */
export interface RejectedDelivery {
  /**
   * When it was received.
   */
  at: string;
  /**
   * The source of the webhooks.
   */
  provider: string;
  /**
   * Why, as a code of docs/errors.md.
   */
  code: string;
  /**
   * The place and the rule; never a value that was sent.
   */
  detail: string;
  /**
   * Whether the delivery was authenticated.
   */
  authenticated: boolean;
  /**
   * Length of the body, in bytes.
   */
  bytes: number;
}
/**
 * Whom an alert is told once more.
 */
export interface ResendBody {
  /**
   * The name of one sink, 1 to 100 printable characters; absent: all of them.
   */
  sink?: string;
}
/**
 * A session with its timeline.
 */
export interface SessionView extends SessionFacts {
  /**
   * What happened, in the order in which it happened.
   */
  timeline: TimelineEntry[];
}
/**
 * One line of a session's timeline: an event, or something a timer did.
 */
export interface TimelineEntry {
  /**
   * The id of the event; absent when a timer did it.
   */
  eventId?: string;
  /**
   * The event type, or for a timer the effect: `sessionStuck`, `sessionAbandoned`.
   */
  type: string;
  /**
   * When it happened.
   */
  at: string;
  /**
   * When it was received; absent when a timer did it.
   */
  receivedAt?: string;
  /**
   * The stage after it.
   */
  stage: string;
  /**
   * Time until the next line, in milliseconds; absent on the last line.
   */
  dwellMs?: number;
  /**
   * Whether the statechart expected it there.
   */
  expected: boolean;
  /**
   * It arrived after something that happened later had been applied.
   */
  late?: true;
  /**
   * Copies that were dropped.
   */
  duplicates?: number;
  /**
   * `unknown`: the type is not known. `invalid`: the payload broke its schema.
   */
  status?: 'unknown' | 'invalid';
  /**
   * The rules that were broken, with `status` `invalid`.
   *
   * Items: A rule, with the place where it was broken.
   */
  reasons?: string[];
}
/**
 * A page of sessions. It can hold fewer than asked for although there are more: `next` tells.
 */
export interface SessionList {
  /**
   * Those first that have been in their stage longest.
   *
   * @maxItems 100
   */
  sessions: SessionSummary[];
  /**
   * The `cursor` of the next page; absent on the last one. Nobody has to understand it.
   */
  next?: string;
}
/**
 * How many sessions are where.
 */
export interface StagesView {
  /**
   * Every stage of every statechart, in the order of the flow, also those without sessions.
   */
  stages: StageCount[];
  /**
   * Sessions that have ended.
   */
  outcomes: OutcomeCount[];
}
/**
 * One stage.
 */
export interface StageCount {
  /**
   * The name of the statechart that the session runs through.
   */
  machine: string;
  /**
   * The name of a state of the statechart.
   */
  stage: string;
  /**
   * Who has to act in this stage.
   */
  waitingOn: 'customer' | 'institution' | 'provider' | 'nobody';
  /**
   * Sessions that are in this stage now, also those that are stuck.
   */
  open: number;
  /**
   * Those of them that are stuck.
   */
  stuck: number;
}
/**
 * One way to end.
 */
export interface OutcomeCount {
  /**
   * The name of the statechart that the session runs through.
   */
  machine: string;
  /**
   * How the sessions ended.
   */
  outcome: 'completed' | 'cancelled' | 'unfinished' | 'abandoned' | 'failed';
  /**
   * How many sessions ended so, of all that are kept.
   */
  sessions: number;
}
/**
 * Why the server ends a stream: the data of an event `end`.
 */
export interface StreamEnd {
  /**
   * `stopping`: the server stops. `slow`: the reader took nothing for ten seconds. `store-unavailable`: the store is away. `key-invalid`: the key has been revoked or has expired. In all other cases the reader comes again with the last id.
   */
  reason: 'stopping' | 'slow' | 'store-unavailable' | 'key-invalid';
}
/**
 * That changes may have been missed: the data of an event `gap`.
 */
export interface StreamGap {
  /**
   * Why, in words.
   */
  reason: string;
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
