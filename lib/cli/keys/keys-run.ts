import { loadConfig } from '../../config/load-config.ts';
import { ConfigurationError, TrackerError } from '../../errors.ts';
import { defined } from '../../fold/defined.ts';
import { openStore } from '../../store/open.ts';
import { parseStoreUrl } from '../../store/url.ts';
import type { ApiKeys, KeyView } from '../../tracker/api-keys.ts';
import { createTracker } from '../../tracker/create-tracker.ts';
import type { KeyScope } from '../../tracker/key-ring.ts';
import { KEY_VARIABLE } from '../client.ts';
import { inWords, keysTable } from './keys-table.ts';

export interface KeysOptions {
  readonly store?: string;
  readonly config?: string;
  readonly json?: true;
}

export interface CreateKeyOptions extends KeysOptions {
  readonly name: string;
  readonly scope: KeyScope;
  /** In ms. */
  readonly expires?: number;
}

/**
 * The key alone goes to standard output, and what to know about it to standard error. The functions here throw
 * `TrackerError` and `ConfigurationError` as `openStore` and `loadConfig` do; this one also `key-limit`.
 */
export async function createKey({ name, scope, expires, json, ...where }: CreateKeyOptions): Promise<void> {
  await withKeys(where, async (keys, store) => {
    const expiresAt = expires === undefined ? undefined : Date.now() + expires;
    const isFirst = !(await keys.list()).some(isNeeded);
    const { key, view } = await keys.create({ name, scope, ...defined({ expiresAt }) });
    if (json) {
      console.log(JSON.stringify({ key, ...view }, null, 2));
      return;
    }
    console.error(
      [
        `Key ${inWords(view)} is kept in ${store}. It is shown this once only:`,
        `keep it like a password, and send it as "Authorization: Bearer KEY"; commands take it from ${KEY_VARIABLE}.`,
        ...(isFirst ? ['It is the first: whoever asks a server on this store needs a key from now on.'] : []),
      ].join('\n'),
    );
    console.log(key);
  });
}

export async function listKeys({ json, ...where }: KeysOptions): Promise<void> {
  await withKeys(where, async (keys, store) => {
    const all = await keys.list();
    console.log(json ? JSON.stringify({ keys: all }, null, 2) : keysTable(all, store));
  });
}

/** Throws `TrackerError` `not-found`. */
export async function revokeKey(id: string, { json, ...where }: KeysOptions): Promise<void> {
  // It may be a whole key, and so is not quoted.
  if (!/^[0-9a-f]{8}$/.test(id))
    throw new ConfigurationError(
      'keys revoke: expected the id of a key, 8 digits and letters from a to f, as "connect-tracker keys list" shows it.',
    );
  await withKeys(where, async (keys, store) => {
    const view = await keys.revoke(id);
    if (view === undefined)
      throw new TrackerError(
        'not-found',
        `no key in ${store} has the id ${id}; "connect-tracker keys list" shows those it has.`,
      );
    const isOpen = !(await keys.list()).some(isNeeded);
    if (json) {
      console.log(JSON.stringify(view, null, 2));
      return;
    }
    console.log(`Key ${inWords(view)}: no server takes it any more.`);
    if (isOpen)
      console.error('It was the last: from now on only the machine of a server may ask it, without a key.');
  });
}

function isNeeded({ status }: KeyView): boolean {
  return status !== 'revoked';
}

async function withKeys(
  { store, config: file }: Pick<KeysOptions, 'store' | 'config'>,
  use: (keys: ApiKeys, store: string) => Promise<void>,
): Promise<void> {
  const config = loadConfig({ flags: { store, config: file }, env: process.env });
  const tracker = createTracker({ store: await openStore(config.store), providers: [] });
  try {
    await use(tracker.keys, parseStoreUrl(config.store).name);
  } finally {
    await tracker.close();
  }
}
