import { lookup as dnsLookup } from 'node:dns';
import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { failureOf } from './answer.ts';
import { exchange } from './exchange.ts';
import { forbidden, guardLookup, mayAsk } from './guard.ts';

export interface PosterOptions {
  /** Whether addresses of private networks and of this machine may be called. */
  readonly allowPrivate: boolean;
  /** How long one attempt may take as a whole, in ms. */
  readonly timeout: number;
  /** Statuses, besides 410, after which trying again cannot help. */
  readonly final?: readonly number[];
  /** How names are resolved. Default: as the system does it. */
  readonly lookup?: LookupFunction;
}

export interface Post {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Poster {
  /** Resolves with the status when the receiver has answered 2xx to the end. Throws `DeliveryError`. */
  post(url: string | URL, post: Post): Promise<{ readonly status: number }>;
  /** Closes connections that are kept alive. */
  close(): void;
}

/** In ms: long enough for a burst, too short for a connection to outlive a receiver that went without a word. */
const IDLE = 5_000;

/**
 * A client for addresses that others choose. It calls public ones only, follows no redirect, hands no answer out and
 * never takes longer than `timeout`; its errors hold neither the address nor what was sent or answered.
 */
export function createPoster({ allowPrivate, timeout, final = [], lookup }: PosterOptions): Poster {
  const guarded = guardLookup(lookup ?? dnsLookup, allowPrivate);
  const plain = new http.Agent({ keepAlive: true, timeout: IDLE });
  const secure = new https.Agent({ keepAlive: true, timeout: IDLE });

  function open(url: URL, { body, headers }: Post, reuse: boolean): ClientRequest {
    const isSecure = url.protocol === 'https:';
    const bytes = Buffer.from(body);
    const options = {
      method: 'POST',
      headers: { 'user-agent': 'connect-tracker', ...headers, 'content-length': bytes.length },
      agent: reuse && (isSecure ? secure : plain),
      lookup: guarded,
    };
    return (isSecure ? https : http).request(url, options).end(bytes);
  }

  return {
    async post(url, post) {
      const target = new URL(url);
      if (!mayAsk(target, allowPrivate)) throw forbidden();
      const end = performance.now() + timeout;
      const again = () => exchange(open(target, post, false), end);
      const answer = await exchange(open(target, post, true), end, again);
      const failure = failureOf(answer, { now: Date.now(), final });
      if (failure !== undefined) throw failure;
      return { status: answer.status };
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}
