import type { ServerResponse } from 'node:http';
import type { StreamEnd } from '../../schemas/types.ts';

/** One message; without `event` and `data` it only says how far the reader has come. */
export interface Message {
  readonly id?: string;
  readonly event?: string;
  readonly data?: object;
}

/** Server-Sent Events to one reader (HTML Living Standard, section 9.2). */
export interface EventStream {
  /** Resolves when the reader can take more; with false when it has gone, or was dropped for being slow. */
  send(message: Message): Promise<boolean>;
  /** Says why, and ends it. */
  end(reason: StreamEnd['reason']): void;
  /** Aborted when it is over, whoever ended it. */
  readonly closed: AbortSignal;
}

export interface EventStreamOptions {
  /** What is said while there is nothing to say, so that no proxy takes the connection for dead. */
  readonly heartbeat: () => Message;
  /** In ms. Default: 15 s. */
  readonly heartbeatEvery?: number;
  /** How long a reader that takes nothing is waited for, in ms. Default: 10 s. */
  readonly patience?: number;
}

export const EVENT_STREAM = 'text/event-stream';

/** In ms: how long a reader waits before it comes again. */
const RETRY = 2_000;
/** In ms: how long the last words may take to a reader that is slow. */
const LAST_WORDS = 1_000;

/** Nothing is held in memory for a slow reader but what the socket has taken: `send` waits for it, and then gives it up. */
export function openEventStream(response: ServerResponse, options: EventStreamOptions): EventStream {
  const { heartbeat, heartbeatEvery = 15_000, patience = 10_000 } = options;
  const closing = new AbortController();

  const beat = setInterval(() => {
    if (!response.writableNeedDrain && !response.writableEnded)
      response.write(textOf(heartbeat()) || ':\n\n');
  }, heartbeatEvery);
  response.once('close', () => {
    clearInterval(beat);
    closing.abort();
  });

  const end = (reason: StreamEnd['reason']): void => {
    if (response.writableEnded) return;
    response.end(textOf({ event: 'end', data: { reason } }));
    setTimeout(() => response.destroy(), LAST_WORDS).unref();
  };

  response.writeHead(200, {
    'content-type': EVENT_STREAM,
    // Proxies that would gather an answer before they hand it on (nginx) leave this one alone.
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${RETRY}\n\n`);

  return {
    closed: closing.signal,
    end,
    async send(message) {
      if (closing.signal.aborted || response.writableEnded) return false;
      if (response.write(textOf(message)) || (await drained(response, patience))) return true;
      if (!closing.signal.aborted) end('slow');
      return false;
    },
  };
}

function textOf({ id, event, data }: Message): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(data === undefined ? [] : [`data: ${JSON.stringify(data)}`]),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}

/** False when that takes longer than `patience` ms, or when the connection is closed meanwhile. */
function drained(response: ServerResponse, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isDrained: boolean) => () => {
      clearTimeout(timer);
      response.off('drain', onDrain).off('close', onClose);
      resolve(isDrained);
    };
    const [onDrain, onClose] = [settle(true), settle(false)];
    const timer = setTimeout(onClose, patience);
    response.on('drain', onDrain).on('close', onClose);
  });
}
