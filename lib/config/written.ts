import type { AlertsConfig, InstitutionTroubleRule, SinkConfig } from '../alerts/config.ts';
import type { Config } from './config.ts';

/** Settings of one source as `schemas/config.json` describes them: durations, rules and references are still texts. */
export type WrittenSettings = Partial<
  Omit<Config, 'workers' | 'stuckAfter' | 'abandonAfter' | 'retention' | 'alerts'>
> & {
  readonly workers?: number | 'auto';
  /** A rule for every stage, or rules by place. */
  readonly stuckAfter?: string | Readonly<Record<string, string>>;
  /** A duration for Connect, or durations by machine id. */
  readonly abandonAfter?: string | Readonly<Record<string, string>>;
  /** A duration. */
  readonly retention?: string;
  readonly alerts?: WrittenAlerts;
};

export interface WrittenAlerts {
  readonly sinks?: readonly WrittenSink[];
  readonly institutionTrouble?: WrittenTrouble | false;
  readonly link?: AlertsConfig['link'];
}

export type WrittenTrouble = Partial<Pick<InstitutionTroubleRule, 'customers'>> & {
  readonly within?: string;
};

type Durations = 'timeout' | 'giveUpAfter';

type AsWritten<Sink> = Sink extends SinkConfig
  ? Omit<Sink, Durations> & { readonly [Name in Durations]?: string }
  : never;

export type WrittenSink = AsWritten<SinkConfig>;
