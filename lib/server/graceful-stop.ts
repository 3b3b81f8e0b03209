import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { settledOrLate } from '../settled-or-late.ts';

/**
 * Stops a server: resolves when every connection is closed. Both in ms: `deadline` for what is in flight, and before it
 * `drain`, in which connections that are open already may go on asking.
 */
export type GracefulStop = (deadline: number, drain?: number) => Promise<void>;

/**
 * Prepares a server to be stopped without losing a request that has begun. To be called before any other listener
 * for `request` is added.
 *
 * Stopping means: no new connection is taken, idle ones are closed, requests in flight are answered with
 * `Connection: close`, and `work` that goes on without its sender is waited for. What is left at the deadline is cut.
 * Whoever sends a request on an idle connection just then loses it. Where others take over, `drain` spares them that:
 * who asks within that time is answered, and told to come again on a new connection.
 */
export function prepareStop(server: Server, work: ReadonlySet<Promise<unknown>>): GracefulStop {
  const sockets = trackSockets(server);
  const answering = new Set<ServerResponse>();
  let stopping = false;

  server.on('request', (_request, response) => {
    if (stopping) response.setHeader('connection', 'close');
    answering.add(response);
    response.once('close', () => answering.delete(response));
  });

  return async (deadline, drain = 0) => {
    stopping = true;
    for (const response of answering) if (!response.headersSent) response.setHeader('connection', 'close');
    if (drain > 0) await settledOrLate(takeNoMore(server), drain);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Node counts a connection that has not said anything yet as busy.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    await settledOrLate(
      closed.then(() => Promise.allSettled(work)),
      deadline,
    );
    server.closeAllConnections();
    await closed;
  };
}

/** Closes what listens and leaves the connections alone, idle ones too; resolves when the last of them has ended. */
function takeNoMore(server: Server): Promise<void> {
  // That of an HTTP server would close idle connections.
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()));
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}
