import { styleText } from 'node:util';
import type { Config } from '../config/config.ts';
import { isLoopbackHost } from '../server/guards/addresses.ts';
import type { StoreHealth } from '../store/store.ts';
import { parseStoreUrl } from '../store/url.ts';
import type { KeyView } from '../tracker/api-keys.ts';

/** What `serve` says when it listens. */
export interface Announcement {
  readonly url: string;
  /** How many processes answer there. */
  readonly workers: number;
  /** Its URL is without credentials. */
  readonly store: { readonly url: string } & Pick<StoreHealth, 'durability' | 'warnings'>;
  readonly signatures: 'checked' | 'off';
  /** Whether other machines can reach the server. */
  readonly reachable: 'this machine' | 'network';
  /** Where each vendor has to post. `{token}` stands for one of the tokens. */
  readonly webhooks: { readonly connect: string; readonly yodlee?: string };
  /** Whether whoever asks needs an API key, and how many are active. */
  readonly keys: { readonly needed: boolean; readonly active: number };
  /** The names of the sinks that are told alerts. */
  readonly alerts: readonly string[];
}

/** Says that the server listens: on standard output as one line of JSON, or else for a person. */
export function announce(announcement: Announcement, { json }: { json: boolean }): void {
  if (json) console.log(JSON.stringify(announcement));
  else console.error(bannerOf(announcement));
}

/** Says that it is about to stop, so that nobody takes it for hung. */
export function announceStop({ json }: { json: boolean }): void {
  if (!json) console.error('Stopping, once the requests in flight are answered.');
}

export function announcementOf(
  url: string,
  config: Config,
  health: StoreHealth,
  keys: readonly Pick<KeyView, 'status'>[],
): Announcement {
  const { durability, warnings } = health;
  const local = isLoopbackHost(config.host);
  const token = config.yodleeTokens.length > 0 ? '/{token}' : '';
  const yodlee = token === '' && !local ? {} : { yodlee: `${url}/webhooks/yodlee${token}` };
  return {
    url,
    workers: config.workers,
    store: { url: parseStoreUrl(config.store).name, durability, warnings },
    signatures: config.connectSecrets.length > 0 ? 'checked' : 'off',
    reachable: local ? 'this machine' : 'network',
    webhooks: { connect: `${url}/webhooks/connect`, ...yodlee },
    keys: {
      needed: keys.some(({ status }) => status !== 'revoked'),
      active: keys.filter(({ status }) => status === 'active').length,
    },
    alerts: config.alerts.sinks.map(({ name, type }) => name ?? type),
  };
}

/** The announcement for a person who has started the server in a terminal. */
export function bannerOf({ url, workers, store, signatures, webhooks, keys, alerts }: Announcement): string {
  const lines = [
    ...(workers === 1 ? [] : [['workers', `${workers} processes share the port`]]),
    ['store', `${store.url} (durability: ${store.durability})`],
    ['Connect', `POST ${webhooks.connect}`],
    ['Yodlee', webhooks.yodlee === undefined ? 'off: YODLEE_TOKENS is not set' : `POST ${webhooks.yodlee}`],
    ['signatures', signatures === 'checked' ? 'checked' : UNSIGNED],
    ['API keys', keys.needed ? `needed by everybody who asks; ${keys.active} active` : KEYLESS],
    [
      'alerts',
      alerts.length === 0 ? 'nobody is told: no sink is configured' : `told to ${alerts.join(', ')}`,
    ],
    ...store.warnings.map((warning) => ['warning', warning]),
  ];
  const rows = lines.map(([name = '', text]) => `  ${name.padEnd(12)}${text}`);
  return [`connect-tracker listens on ${styleText('bold', url, { stream: process.stderr })}`, ...rows].join(
    '\n',
  );
}

const KEYLESS =
  'none, so that only this machine may ask. "connect-tracker keys create" makes one, which everybody needs from then on.';
const UNSIGNED =
  'OFF: CONNECT_SECRETS is not set, so nothing proves who sends. The server therefore listens on this machine only.';
