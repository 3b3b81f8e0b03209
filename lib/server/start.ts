import { setMaxListeners } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import type { Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { Provider } from '../providers/provider.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { createApp } from './app.ts';
import type { Counts } from './counts.ts';
import { prepareStop } from './graceful-stop.ts';
import { assertSafeExposure, exposedProviders } from './guards/exposure.ts';
import { createKeyGuard } from './guards/key-guard.ts';
import { createIntake, type Intake } from './intake/intake.ts';
import type { StreamRoutesOptions } from './resources/stream.ts';
import { createRoutes } from './routes.ts';
import type { Metrics } from './telemetry/metrics.ts';

/** In ms. */
export interface Timeouts {
  /** For the headers of a request. Default: 5 s. */
  readonly headers: number;
  /** For a whole request. Default: 10 s. */
  readonly request: number;
  /** Between two looks for requests that have run out of time. Default: 1 s. */
  readonly check: number;
  /** For an idle connection. Default: 65 s, longer than a load balancer waits, so that it is the one to close. */
  readonly keepAlive: number;
  /** For what is in flight when the server is closed. Default: 8 s. */
  readonly stop: number;
}

export interface ServerOptions {
  readonly config: Config;
  readonly tracker: Tracker;
  readonly providers: readonly Provider[];
  readonly log: Logger;
  /** Those whose observer the tracker has. Absent: nothing is measured, and there is no `/metrics`. */
  readonly metrics?: Metrics;
  /** Default: that of whatever SDK the process has brought. */
  readonly tracer?: Tracer;
  readonly timeouts?: Partial<Timeouts>;
  /** For those who read the event stream. */
  readonly streams?: StreamRoutesOptions['limits'];
  /** Requests on one connection before it is closed, so that senders spread over processes. Default: 1,000. */
  readonly maxRequestsPerSocket?: number;
  /** See `IntakeOptions`. */
  readonly maxInFlight?: number;
}

export interface RunningServer {
  /** E.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /**
   * Stops gracefully. The tracker stays open; calling it again waits for the same end. `drain`: in ms, how long open
   * connections may go on asking, where others take the new ones. Default: 0.
   */
  close(drain?: number): Promise<void>;
}

/** Below it, deliveries are taken. */
const DELIVERIES = '/webhooks';

const defaultTimeouts: Timeouts = {
  headers: 5_000,
  request: 10_000,
  check: 1_000,
  keepAlive: 65_000,
  stop: 8_000,
};

/**
 * Listens for deliveries and questions.
 *
 * Throws `ConfigurationError` where that would be unsafe, and a `TrackerError` with code `cannot-listen`
 * when the address is taken, forbidden or not of this machine.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config } = options;
  assertSafeExposure(config);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const server = createHardenedServer(timeouts, options.maxRequestsPerSocket);
  const work = new Set<Promise<void>>();
  const stopping = new AbortController();
  // Each stream waits for the end.
  setMaxListeners(0, stopping.signal);
  const stop = prepareStop(server, work);
  server.on('request', createListener(options, work, stopping.signal));
  await listen(server, config);
  return {
    url: urlOf(config.host, (server.address() as AddressInfo).port),
    close: (drain) => {
      stopping.abort();
      return stop(timeouts.stop, drain);
    },
  };
}

/** Limits for slow or greedy senders; Node's own defaults let a connection that dribbles its headers live for 90 s. */
function createHardenedServer(timeouts: Timeouts, maxRequestsPerSocket = 1_000): Server {
  const server = createServer({
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    connectionsCheckingInterval: timeouts.check,
    keepAliveTimeout: timeouts.keepAlive,
    maxHeaderSize: 16 * 1024,
  });
  server.maxConnections = 10_000;
  server.maxRequestsPerSocket = maxRequestsPerSocket;
  return server;
}

function createListener(
  options: ServerOptions,
  work: Set<Promise<void>>,
  stopping: AbortSignal,
): RequestListener {
  const { config, tracker, providers, log, metrics, tracer, maxInFlight, streams: limits } = options;
  const counts: Counts = {};
  const shared = { tracker, counts, log };
  const { trustProxy, rateLimit } = config;
  const app = createApp({
    routes: createRoutes({ ...shared, stopping, ...defined({ metrics, limits }) }),
    guard: createKeyGuard({ keys: tracker.keys, rateLimit, trustProxy }),
    log,
    ...defined({ tracer, over: metrics?.asked }),
  });
  const intake: Intake = createIntake({
    ...shared,
    providers: exposedProviders(config, providers),
    path: DELIVERIES,
    trustProxy,
    ...defined({ maxInFlight, metrics, tracer }),
  });
  return (request, response) => {
    if (!request.url?.startsWith(`${DELIVERIES}/`)) return app(request, response);
    const dealtWith = intake(request, response).finally(() => work.delete(dealtWith));
    work.add(dealtWith);
  };
}

async function listen(server: Server, { host, port }: Config): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new TrackerError('cannot-listen', explainListen(error as NodeJS.ErrnoException, host, port), {
      cause: error,
    });
  }
}

function explainListen({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use: stop the program that listens there, or choose another port with --port or PORT.`;
    case 'EACCES':
      return `This user may not listen on port ${port}: choose one above 1023 with --port or PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine: choose another with --host or HOST.`;
    default:
      return `Cannot listen on ${host}, port ${port}: ${message}.`;
  }
}

function urlOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
