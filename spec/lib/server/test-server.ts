import { mkdtemp, rm } from 'node:fs/promises';
import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../lib/config/config.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { defined } from '../../../lib/fold/defined.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { sign } from '../../../lib/providers/connect/signature.ts';
import type { Provider } from '../../../lib/providers/provider.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { createLog } from '../../../lib/server/log.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../../lib/server/start.ts';
import { measuredStore } from '../../../lib/server/telemetry/measured-store.ts';
import { openStore } from '../../../lib/store/open.ts';
import { createTracker, type TrackerOptions } from '../../../lib/tracker/create-tracker.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';
import { type Asked, holdToContract } from './contract.ts';

export const SECRET = 'test-partner-secret';
export const TOKEN = 'a-token-of-yodlee';

export interface TestServer extends RunningServer {
  readonly port: number;
  /** The real one, behind what takes the place of its methods. */
  readonly tracker: Tracker;
  /** Every line that was logged so far, parsed. */
  readonly lines: readonly Record<string, unknown>[];
}

type TestOptions = Partial<Omit<ServerOptions, 'config' | 'tracker' | 'log'>> &
  Partial<Pick<TrackerOptions, 'maxEvents' | 'alerts' | 'retention'>> & {
    readonly config?: Partial<Config>;
    /** Providers besides the two. */
    readonly more?: readonly Provider[];
    /** Methods that take the place of the real tracker's. */
    readonly tracker?: (real: Tracker) => Partial<Tracker>;
  };

/** A server on a free port, with a store of its own on disk, for as long as `use` runs. */
export async function withServer(
  options: TestOptions,
  use: (server: TestServer) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'server-'));
  const {
    config: changed,
    more = [],
    tracker: replace = () => ({}),
    maxEvents,
    alerts,
    retention,
    ...rest
  } = options;
  const observer = options.metrics?.observer;
  const config = { ...loadConfig({ flags: { port: '0', store: `lmdb://${folder}` }, env: {} }), ...changed };
  const { connectSecrets: secrets, sessionKey, yodleeTokens: tokens, yodleeAllowFrom: allowFrom } = config;
  const providers = [
    connectProvider({ secrets, sessionKey }),
    yodleeProvider({ tokens, allowFrom }),
    ...more,
  ];
  const opened = await openStore(config.store);
  const store = rest.metrics === undefined ? opened : measuredStore(opened, rest.metrics.stored);
  const real = createTracker({ store, providers, ...defined({ maxEvents, alerts, retention, observer }) });
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) });
  try {
    const server = await startServer({
      config,
      providers,
      log,
      tracker: { ...real, ...replace(real) },
      ...rest,
    });
    try {
      await use({ ...server, port: Number(new URL(server.url).port), tracker: real, lines });
    } finally {
      await server.close();
    }
  } finally {
    await real.close();
    await rm(folder, { recursive: true });
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON, or the text when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: specs look into answers of every shape
  readonly body: any;
}

interface Sending {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Default: a connection of its own. */
  readonly agent?: Agent;
}

export interface Askable {
  readonly port: number;
  /** Throws for an answer that the contract does not have. Default: that of a server. */
  readonly hold?: (asked: Asked) => void;
}

/** One request, and its answer once that is complete. Rejects for an answer that the contract does not have. */
export function ask(
  { port, hold = holdToContract }: Askable,
  path: string,
  sending: Sending = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body, agent = false } = sending;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0 } = response;
        const answer = { status, headers: response.headers, body: parsed(Buffer.concat(chunks).toString()) };
        try {
          hold({ method, path, ...answer });
          resolve(answer);
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Delivers a body as JSON; signed with the secret unless the headers say otherwise. */
export function post(
  server: Askable,
  path: string,
  body: unknown,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = { 'content-type': 'application/json', 'x-finicity-signature': sign(bytes, SECRET) };
  return ask(server, path, { method: 'POST', headers: { ...signature, ...headers }, body: bytes });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
