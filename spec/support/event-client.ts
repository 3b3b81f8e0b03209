import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

export interface EventClient {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Messages that have come completely, and are not read yet. */
  read(): Promise<EventSourceMessage | undefined>;
  /** The next one of that kind; throws when the stream ends before. */
  next(event?: string): Promise<EventSourceMessage>;
  /** The id a browser would send when it comes again. */
  lastId(): string | undefined;
  /** Everything that was said so far, comments too. */
  text(): string;
  /** Stops to read, as a client does that is overloaded. */
  pause(): void;
  resume(): void;
  /** Resolves when anything has come, or the stream is over. */
  more(): Promise<void>;
  /** Cuts the connection. */
  cut(): void;
  readonly closed: Promise<void>;
}

/** Reads Server-Sent Events from an address, as a browser would. */
export async function openEvents(url: string, headers: OutgoingHttpHeaders = {}): Promise<EventClient> {
  const sent: ClientRequest = request(url, {
    headers: { accept: 'text/event-stream', ...headers },
    agent: false,
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const messages: EventSourceMessage[] = [];
  let id: string | undefined;
  let said = '';
  let rest = '';
  let isOver = false;
  const waiting: (() => void)[] = [];
  const wake = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const more = () => new Promise<void>((resolve) => waiting.push(resolve));
  const parser = createParser({
    onEvent: (message) => {
      messages.push(message);
      wake();
    },
  });
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    said += chunk;
    parser.feed(chunk);
    // An id that comes without data counts too, but the parser tells only of events.
    rest += chunk;
    const end = rest.lastIndexOf('\n\n');
    if (end !== -1) {
      const ids = [...rest.slice(0, end).matchAll(/^id: (.*)$/gm)];
      id = ids.at(-1)?.[1] ?? id;
      rest = rest.slice(end + 2);
    }
    wake();
  });
  response.on('error', () => {});
  sent.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => {
      isOver = true;
      wake();
      resolve();
    });
  });

  const read = async (): Promise<EventSourceMessage | undefined> => {
    while (messages.length === 0 && !isOver) await more();
    return messages.shift();
  };

  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    read,
    async next(event = 'change') {
      for (;;) {
        const message = await read();
        if (message === undefined)
          throw new Error(`the stream ended before ${event} came: ${said.slice(-300)}`);
        if (message.event === event) return message;
      }
    },
    lastId: () => id,
    text: () => said,
    pause: () => response.pause(),
    resume: () => response.resume(),
    more,
    cut: () => response.destroy(),
    closed,
  };
}
