import schema from '../../schemas/config.json' with { type: 'json' };
import type { Config } from './config.ts';

export interface Setting {
  /** The key in `Config`, in the configuration file, and among the flags. */
  readonly name: keyof Config;
  readonly variable: string;
  /** Absent for secrets: every user of a machine can read its command lines. */
  readonly flag?: string;
  /** What its default amounts to, where the value says nothing to people. */
  readonly otherwise?: string;
}

/** Where each setting may stand besides the configuration file. */
export const settings: readonly Setting[] = [
  { name: 'port', variable: 'PORT', flag: '--port' },
  { name: 'host', variable: 'HOST', flag: '--host' },
  { name: 'store', variable: 'STORE_URL', flag: '--store' },
  { name: 'workers', variable: 'WORKERS', flag: '--workers' },
  { name: 'connectSecrets', variable: 'CONNECT_SECRETS' },
  { name: 'yodleeTokens', variable: 'YODLEE_TOKENS' },
  { name: 'yodleeAllowFrom', variable: 'YODLEE_ALLOW_FROM', flag: '--yodlee-allow-from' },
  { name: 'trustProxy', variable: 'TRUST_PROXY', flag: '--trust-proxy' },
  { name: 'rateLimit', variable: 'RATE_LIMIT', flag: '--rate-limit' },
  { name: 'logLevel', variable: 'LOG_LEVEL', flag: '--log-level' },
  { name: 'sessionKey', variable: 'CONNECT_SESSION_KEY', flag: '--session-key' },
  { name: 'stuckAfter', variable: 'STUCK_AFTER', flag: '--stuck-after', otherwise: "each stage's own" },
  {
    name: 'abandonAfter',
    variable: 'ABANDON_AFTER',
    flag: '--abandon-after',
    otherwise: "each machine's own",
  },
  { name: 'retention', variable: 'RETENTION', flag: '--retention' },
  { name: 'alerts', variable: 'ALERTS' },
];

/** What a setting is, as a phrase that fits a help text and the words "expected …". */
export function describeSetting(name: keyof Config): string {
  return schema.properties[name].description;
}

/** What a setting is where nobody says otherwise, for people: its value, or what that amounts to. */
export function defaultSetting(name: keyof Config): unknown {
  return settings.find((setting) => setting.name === name)?.otherwise ?? schema.properties[name].default;
}

/** Every default, as a configuration file would hold them. */
export function writtenDefaults(): object {
  return Object.fromEntries(settings.map(({ name }) => [name, schema.properties[name].default]));
}
