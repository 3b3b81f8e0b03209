/** What each event of Connect carries once it is normalised; ids are strings whatever the vendor sent. */
export interface ConnectEventData {
  started: Record<string, never>;
  institutionNotFound: { queryLength?: number; supportedCountries?: string[] };
  institutionNotSupported: { institutionId?: string };
  institutionSupported: { institutionId?: string };
  adding: { institutionId?: string; oauth?: boolean };
  invalidCredentials: { institutionId?: string };
  mfa: { institutionId?: string };
  mfaUpdated: { institutionId?: string };
  credentialsUpdated: { institutionId?: string; mfa?: boolean };
  processing: { institutionId?: string };
  unableToConnect: { institutionId?: string; code?: number };
  discovered: { institutionId?: string; mfa?: boolean; accountCount?: number };
  added: { institutionId?: string; oauth?: boolean; accounts?: AddedAccount[] };
  depositSwitchUpdate: {
    switchId?: string;
    switchStatus?: string;
    failureReason?: string;
    authenticated?: boolean;
  };
  accountsDeleted: { institutionId?: string; accountIds?: string[] };
  institutionLoginDeleted: { institutionId?: string; institutionLoginId?: string };
  documentUpload: { assetCount?: number };
  done: { eventTrigger?: string };
  /** The `done` that ends a report, not the session: its payload is not empty. */
  reportDone: { reportCount?: number; eventTrigger?: string };
  /** Anything the vendor may send that is not known here. */
  fact: Record<string, unknown>;
}

/** An account that the customer chose. */
export interface AddedAccount {
  id: string;
  type?: string;
  /** An added account may belong to another institution than the one the session began with. */
  institutionId?: string;
  institutionLoginId?: string;
}

/** The types of the events of Connect. */
export type ConnectEventType = keyof ConnectEventData;

/** `at`: when it happened, in ms since the epoch. */
export type ConnectEvent = {
  [T in ConnectEventType]: { type: T; at: number; data?: ConnectEventData[T] };
}[ConnectEventType];

/** Events that say something about a session without moving it. */
export const CONNECT_FACTS = [
  'accountsDeleted',
  'institutionLoginDeleted',
  'documentUpload',
  'reportDone',
  'fact',
] as const satisfies readonly ConnectEventType[];

/**
 * Event types in the order of the flow. It decides between events of one millisecond: the vendor's samples
 * all bear the same `eventId`, and hosts that write within one millisecond do happen.
 */
export const CONNECT_ORDER = [
  'started',
  'institutionNotFound',
  'institutionNotSupported',
  'institutionSupported',
  'adding',
  'invalidCredentials',
  'mfa',
  'mfaUpdated',
  'credentialsUpdated',
  'unableToConnect',
  'processing',
  'discovered',
  'added',
  'depositSwitchUpdate',
  'accountsDeleted',
  'institutionLoginDeleted',
  'documentUpload',
  'done',
  'reportDone',
] as const satisfies readonly ConnectEventType[];
