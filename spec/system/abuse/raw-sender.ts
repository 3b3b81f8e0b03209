import { once } from 'node:events';
import { connect } from 'node:net';

/** One connection of a sender that writes bytes as it likes, and reads what comes back. */
export interface RawSender {
  /** Sends requests, one behind the other without waiting; resolves with all that was answered to so many of them. */
  send(requests: Buffer | string, count?: number): Promise<string>;
  close(): void;
}

export async function rawSender(url: string): Promise<RawSender> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay();
  await once(socket, 'connect');
  return {
    send: (requests, count = 1) =>
      new Promise((resolve, reject) => {
        let text = '';
        const done = (end: () => void) => {
          socket.off('data', read).off('close', lost).off('error', lost);
          end();
        };
        const read = (bytes: Buffer) => {
          text += bytes.toString('latin1');
          // Every answer is JSON, so that the last byte of the last one is known.
          if (text.endsWith('}') && statusesIn(text).length === count) done(() => resolve(text));
        };
        const lost = () => done(() => reject(new Error(`the connection was closed after: ${text}`)));
        socket.on('data', read).on('close', lost).on('error', lost);
        socket.write(requests);
      }),
    close: () => socket.destroy(),
  };
}

/** The status of each answer, the first first. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** A delivery to Connect as it goes over the wire. */
export function deliveryBytes(body: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries({
    Host: 'tracker',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`POST /webhooks/connect HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
