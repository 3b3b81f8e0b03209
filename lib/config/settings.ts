import schema from '../../schemas/config.json' with { type: 'json' };
import type { Config } from './config.ts';

export interface Setting {
  /** The key in `Config`, in the configuration file, and among the flags. */
  readonly name: keyof Config;
  readonly variable: string;
  /** Absent for secrets: every user of a machine can read its command lines. */
  readonly flag?: string;
}

/** Where each setting may stand besides the configuration file. */
export const settings: readonly Setting[] = [
  { name: 'port', variable: 'PORT', flag: '--port' },
  { name: 'host', variable: 'HOST', flag: '--host' },
  { name: 'store', variable: 'STORE_URL', flag: '--store' },
  { name: 'connectSecrets', variable: 'CONNECT_SECRETS' },
  { name: 'yodleeTokens', variable: 'YODLEE_TOKENS' },
  { name: 'yodleeAllowFrom', variable: 'YODLEE_ALLOW_FROM', flag: '--yodlee-allow-from' },
  { name: 'trustProxy', variable: 'TRUST_PROXY', flag: '--trust-proxy' },
  { name: 'logLevel', variable: 'LOG_LEVEL', flag: '--log-level' },
  { name: 'sessionKey', variable: 'CONNECT_SESSION_KEY', flag: '--session-key' },
];

/** What a setting is, as a phrase that fits a help text and the words "expected …". */
export function describeSetting(name: keyof Config): string {
  return schema.properties[name].description;
}

/** What a setting is where nobody says otherwise. */
export function defaultSetting<Name extends keyof Config>(name: Name): Config[Name] {
  return schema.properties[name].default as unknown as Config[Name];
}

/**
 * The value that a text from a flag or a variable stands for. A text that does not fit is handed on as
 * it is, for the schema to refuse.
 */
export function parseSetting(name: keyof Config, text: string): unknown {
  const trimmed = text.trim();
  switch (schema.properties[name].type) {
    case 'integer':
      return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : trimmed;
    case 'array':
      return trimmed
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    default:
      return trimmed;
  }
}
