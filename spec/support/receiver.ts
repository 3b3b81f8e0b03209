import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { eventually } from './eventually.ts';

/** A request as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body, parsed. */
  json(): unknown;
}

/** What a receiver does with one request, once it has it whole. */
export type Behaviour = (response: ServerResponse, request: Received) => void;

/** A real HTTP server that others send to. It answers 200 unless told otherwise. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  /** The oldest first. */
  readonly requests: readonly Received[];
  /** How many connections were made so far, requests or not. */
  readonly connections: number;
  /** How many of them are open now. */
  readonly open: number;
  /** What it does with the next requests, one each. */
  next(...behaviours: readonly Behaviour[]): void;
  /** What it does with all requests for which `next` says nothing. */
  always(behaviour: Behaviour): void;
  /** Resolves with the requests when so many have come; fails after `deadline` ms. */
  received(count: number, deadline?: number): Promise<readonly Received[]>;
  /** Closes all connections; it goes on listening. */
  hangUp(): void;
  close(): Promise<void>;
}

export interface ReceiverOptions {
  /** Default: any that is free. */
  readonly port?: number;
  /** Whether it listens on all addresses of this machine. Default: on 127.0.0.1 alone. */
  readonly everywhere?: boolean;
}

export async function startReceiver({
  port: wanted = 0,
  everywhere = false,
}: ReceiverOptions = {}): Promise<Receiver> {
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  const planned: Behaviour[] = [];
  let usual: Behaviour = answer(200);
  let connections = 0;

  const server = createServer(async (request, response) => {
    const received = await readWhole(request).catch(() => undefined);
    if (received === undefined) return;
    requests.push(received);
    (planned.shift() ?? usual)(response, received);
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  // What was not meant for HTTP, such as a TLS handshake, is hung up on without a word.
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen({ port: wanted, ...(everywhere ? {} : { host: '127.0.0.1' }) });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  const { port } = address;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    next: (...behaviours) => {
      planned.push(...behaviours);
    },
    always: (behaviour) => {
      usual = behaviour;
    },
    received: (count, deadline) =>
      eventually(async () => {
        if (requests.length >= count) return requests;
        throw new Error(`${requests.length} of ${count} requests came`);
      }, deadline),
    hangUp: () => server.closeAllConnections(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export interface AnswerParts {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export function answer(status: number, { headers = {}, body = '' }: AnswerParts = {}): Behaviour {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

export function redirect(to: string, status = 302): Behaviour {
  return answer(status, { headers: { location: to } });
}

/** Asks to be tried later: after so many seconds, or at an HTTP date. */
export function throttle(retryAfter?: number | string, status = 429): Behaviour {
  return answer(status, retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } });
}

/** Says nothing, until the sender gives up. */
export function hang(): Behaviour {
  return () => {};
}

/** Answers, a byte at a time and without an end, until the sender gives up. */
export function dribble(status = 200): Behaviour {
  return (response) => {
    response.writeHead(status).write('.');
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  };
}

/** Cuts the connection with a TCP reset, instead of an answer. */
export function reset(): Behaviour {
  return ({ socket }) => {
    socket?.resetAndDestroy();
  };
}

/** Begins to answer, and cuts the connection. */
export function breakOff(status = 200): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-length': '100' });
    response.write('.', () => response.socket?.resetAndDestroy());
  };
}

/** Sends these bytes instead of an answer, and closes the connection. */
export function say(bytes: string): Behaviour {
  return ({ socket }) => {
    socket?.end(bytes);
  };
}

async function readWhole(request: IncomingMessage): Promise<Received> {
  const { method = '', url: path = '', headers } = request;
  const body = Buffer.concat(await request.toArray());
  return { method, path, headers, body, json: () => JSON.parse(body.toString()) };
}
