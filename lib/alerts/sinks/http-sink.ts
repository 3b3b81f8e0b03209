import type { LookupFunction } from 'node:net';
import { ConfigurationError } from '../../errors.ts';
import type { SinkConfig } from '../config.ts';
import type { Notice } from '../notice.ts';
import { mayAsk } from '../outgoing/guard.ts';
import { createPoster } from '../outgoing/post.ts';
import { nameOf } from './name.ts';
import type { Sink } from './sink.ts';
import { wellFormed } from './text.ts';

/** What a sink over HTTP may be given besides its configuration. */
export interface HttpSinkOptions {
  /** In ms since the epoch. */
  readonly now?: () => number;
  /** How names are resolved. Default: as the system does it. */
  readonly lookup?: LookupFunction;
}

/** How one kind of receiver is told. */
export interface Dialect {
  readonly url: string;
  readonly refreshEvery?: number;
  /** Statuses, besides 410, after which trying again cannot help. */
  readonly final?: readonly number[];
  readonly contentType?: string;
  /** What is sent as JSON. */
  compose(notice: Notice): unknown;
  /** Further headers, for the body as it is sent. */
  headers?(notice: Notice, body: string): Readonly<Record<string, string>>;
}

type HttpSinkConfig = Exclude<SinkConfig, { readonly type: 'log' }>;

/** In ms: how long one attempt may take unless the configuration says otherwise. */
export const TIMEOUT = 5_000;

/** Throws `ConfigurationError` for a URL that can never be called. */
export function createHttpSink(config: HttpSinkConfig, dialect: Dialect, { lookup }: HttpSinkOptions): Sink {
  const { allowPrivate = false, timeout = TIMEOUT } = config;
  const { refreshEvery, final, contentType = 'application/json', compose, headers } = dialect;
  const name = nameOf(config);
  const url = targetOf(dialect.url, name, allowPrivate);
  const poster = createPoster({ allowPrivate, timeout, ...(final && { final }), ...(lookup && { lookup }) });
  return {
    name,
    type: config.type,
    ...(refreshEvery && { refreshEvery }),
    tellsAcknowledged: true,
    send(notice) {
      const body = JSON.stringify(compose(notice), (_key, value) =>
        typeof value === 'string' ? wellFormed(value) : value,
      );
      return poster.post(url, { body, headers: { 'content-type': contentType, ...headers?.(notice, body) } });
    },
    close: poster.close,
  };
}

function targetOf(text: string, name: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) throw new ConfigurationError(`The url of the sink "${name}" is no URL.`);
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError(`The url of the sink "${name}" has to begin with http:// or https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(`The url of the sink "${name}" must not hold a user name or a password.`);
  }
  if (!mayAsk(url, allowPrivate)) {
    throw new ConfigurationError(
      `The url of the sink "${name}" is an address that is not public: for one of a private network or of this machine, set allowPrivate.`,
    );
  }
  return url;
}
