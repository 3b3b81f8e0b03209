import type { AlertEffect } from './alert.ts';
import type { Severity } from './notice.ts';

/** What every sink can be told in the configuration. */
export interface CommonSinkConfig {
  /** Letters, digits and hyphens; unique among the sinks. Default: its type. */
  readonly name?: string;
  /** Which alerts it is told. Default: all but `sessionCompleted`. */
  readonly effects?: readonly AlertEffect[];
  /** Only alerts about these stages; `institutionTrouble` has none and always passes. Default: all. */
  readonly stages?: readonly string[];
  /** One for all, or by effect. Default: institutionTrouble critical, sessionStuck warning, the others info. */
  readonly severity?: Severity | Partial<Record<AlertEffect, Severity>>;
}

/** What every sink that calls others can be told beside that. */
export interface HttpSinkConfig extends CommonSinkConfig {
  /** Whether it may call addresses of private networks and of this machine. Default: false. */
  readonly allowPrivate?: boolean;
  /** How long one attempt may take, in ms. Default: 5,000. */
  readonly timeout?: number;
  /** How long it is tried before it is given up, in ms. Default: 24 h. */
  readonly giveUpAfter?: number;
}

/** One receiver of notices. */
export type SinkConfig =
  | (CommonSinkConfig & { readonly type: 'log' })
  | (HttpSinkConfig & {
      readonly type: 'webhook';
      readonly url: string;
      /** `whsec_` and base64; several while one is being replaced: each signs. */
      readonly secret: string | readonly string[];
    })
  | (HttpSinkConfig & { readonly type: 'slack'; readonly url: string })
  | (HttpSinkConfig & { readonly type: 'pagerduty'; readonly routingKey: string; readonly url?: string })
  | (HttpSinkConfig & {
      readonly type: 'alertmanager';
      /** Up to the path of its API, e.g. `http://alertmanager:9093`. */
      readonly url: string;
      /** Added to every alert. */
      readonly labels?: Readonly<Record<string, string>>;
    });

/** When customers who fail are trouble of their institution. */
export interface InstitutionTroubleRule {
  /** So many customers failing at one institution are trouble of the institution. */
  readonly customers: number;
  /** In ms: failures that began within it count together. */
  readonly within: number;
}

/** The part of the configuration that is about alerts. Durations in ms. */
export interface AlertsConfig {
  readonly sinks: readonly SinkConfig[];
  /** False: each session is told by itself. */
  readonly institutionTrouble: InstitutionTroubleRule | false;
  /** Where people find this server, e.g. `https://tracker.example`; notices then link to it. */
  readonly link?: string;
}
