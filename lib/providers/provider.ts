import type { IncomingHttpHeaders } from 'node:http';
import type { AnyStateMachine } from 'xstate';
import type { Definition } from '../fold/definition.ts';
import type { TrackerEvent } from '../fold/event.ts';

/** One HTTP request that carried a webhook, as the intake hands it over. */
export interface Delivery {
  /** The body exactly as it came over the wire: signatures are over these bytes. */
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
  /** The path segment after the provider's name: Connect's session key, Yodlee's token. */
  readonly pathKey?: string;
  /** The sender's address, after trusted proxies. */
  readonly remoteAddress?: string;
  /** In ms since the epoch. */
  readonly receivedAt: number;
}

/** `verified` is false where no secret is configured, so that nothing was checked. */
export type Authenticity =
  | { readonly ok: true; readonly verified: boolean }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** What a provider makes of the parsed body of an authentic delivery. */
export type Reading =
  /** At least one, in the order in which they are to be recorded. */
  | { readonly kind: 'events'; readonly events: readonly TrackerEvent[] }
  | { readonly kind: 'ping' }
  | { readonly kind: 'unusable'; readonly code: string; readonly detail: string };

/** A source of webhooks: how to authenticate, validate and normalise, and which machine its events drive. */
export interface Provider {
  readonly name: string;
  readonly machine: AnyStateMachine;
  /** A rule of its own for which session an event belongs to; it comes before keys and time. */
  readonly joins?: NonNullable<Definition['joins']>;
  /** A promise where keys have to be fetched first; one that takes longer than 5 s, or rejects, is `provider-failed`. */
  authenticate(delivery: Delivery): Authenticity | Promise<Authenticity>;
  /** `body` is the parsed JSON, its depth and keys already checked. Never throws. */
  read(body: unknown, delivery: Delivery): Reading;
}
