import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One connection that is kept open, with one request in flight at most. */
export interface Connection {
  /** Sends the bytes of a request, and resolves with the status of its answer once that is complete. */
  send(request: Buffer): Promise<number>;
  close(): void;
}

const HEAD_END = '\r\n\r\n';

/** HTTP on a bare socket: Node's client costs more CPU than some of the servers that are measured. */
export async function openConnection(port: number): Promise<Connection> {
  let socket = await open(port);
  return {
    async send(request) {
      // Servers close a connection after so many requests.
      if (socket.destroyed || socket.readableEnded) socket = await open(port);
      socket.write(request);
      const { status, last } = await readAnswer(socket);
      if (last) socket.destroy();
      return status;
    },
    close: () => socket.destroy(),
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  // It is told by the request that is in flight, if there is one.
  socket.on('error', () => {});
  return socket;
}

function readAnswer(socket: Socket): Promise<{ readonly status: number; readonly last: boolean }> {
  return new Promise((resolve, reject) => {
    let text = '';
    const onData = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const head = text.indexOf(HEAD_END);
      if (head < 0) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1];
      if (length === undefined) return end(new Error(`an answer without a length: ${text.slice(0, head)}`));
      if (text.length < head + HEAD_END.length + Number(length)) return;
      end();
      resolve({
        status: Number(text.slice(9, 12)),
        last: /\r\nconnection: close/i.test(text.slice(0, head)),
      });
    };
    const onEnd = () => end(new Error('the connection was closed before the answer'));
    const end = (error?: Error) => {
      socket.off('data', onData).off('close', onEnd).off('error', end);
      if (error !== undefined) reject(error);
    };
    socket.on('data', onData).on('close', onEnd).on('error', end);
  });
}
