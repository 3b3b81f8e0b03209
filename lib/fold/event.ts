/** A value that survives JSON unchanged. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  [name: string]: Json;
}

/**
 * One normalised fact: what a provider made of one delivery. It holds allowed fields only; account
 * numbers, balances, names and search texts never get this far.
 */
export interface TrackerEvent {
  /** The provider's name: `connect`, `yodlee`, or one of your own. */
  readonly provider: string;
  readonly customerId: string;
  /** The event type in the words of the provider's machine, e.g. `mfa`. */
  readonly type: string;
  /** The vendor's id. Not unique by itself: the vendor's own samples reuse one over many types. */
  readonly id: string;
  /** When it happened, in ms since the epoch; never later than `receivedAt`. */
  readonly at: number;
  /** When we received it, in ms since the epoch. */
  readonly receivedAt: number;
  /** The explicit session key, where the delivery carried one. */
  readonly key?: string;
  /** The allowed fields of the payload. */
  readonly data: JsonObject;
  /** `unknown`: no such event type. `invalid`: the payload breaks its schema. Absent: all is well. */
  readonly status?: 'unknown' | 'invalid';
  /** Why an `invalid` event is so: places and rules, never values. */
  readonly reasons?: readonly string[];
}

/** An event as a record keeps it; provider and customer are the record's. */
export interface LoggedEvent extends Omit<TrackerEvent, 'provider' | 'customerId'> {
  /** It arrived after something that happened later had been applied. */
  readonly late?: true;
  /** Copies that arrived and were dropped. */
  readonly duplicates?: number;
}
