import type { LevelWithSilent } from 'pino';
import type { AlertsConfig } from '../alerts/config.ts';
import type { DeadlineSetting } from '../deadlines/rule.ts';

/** Every setting, checked against `schemas/config.json` and completed with its defaults. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** The URL of the store; it can hold a password, so it goes into no message as it stands. */
  readonly store: string;
  /** How many processes share the port; 1: the server is the only one. */
  readonly workers: number;
  /** Empty: signatures of Connect deliveries are not checked. */
  readonly connectSecrets: readonly string[];
  /** Empty: Yodlee deliveries carry no token in their path. */
  readonly yodleeTokens: readonly string[];
  /** IP addresses and CIDR ranges; empty: deliveries are accepted from everywhere. */
  readonly yodleeAllowFrom: readonly string[];
  /** IP addresses and CIDR ranges of the proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[];
  /** Requests a minute for each API key, or for each address where there are none; 0: any number. */
  readonly rateLimit: number;
  readonly logLevel: LevelWithSilent;
  /** JSON pointer into the body of a Connect delivery. */
  readonly sessionKey: string;
  /** In the order in which they were written; where none fits a stage, the machine's own delay stands. */
  readonly stuckAfter: readonly DeadlineSetting[];
  /** By machine id, in ms; only those that were given. */
  readonly abandonAfter: Readonly<Record<string, number>>;
  /** How long a customer is kept after the last event, in ms. */
  readonly retention: number;
  /** Holds secrets and addresses that are secrets, so it goes into no message. */
  readonly alerts: AlertsConfig;
}
