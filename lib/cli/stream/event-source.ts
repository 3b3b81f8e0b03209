import { createParser } from 'eventsource-parser';
import { TrackerError } from '../../errors.ts';
import { parsed, reasonOf, TIMEOUT, unreachable, withKey } from '../client.ts';
import { refusal } from '../refusal.ts';

/** What one connection brings. */
export type Brought =
  | { readonly kind: 'open' }
  /** How long to wait before the next connection, in ms. */
  | { readonly kind: 'retry'; readonly ms: number }
  | { readonly kind: 'message'; readonly id?: string; readonly event?: string; readonly data: string };

/** In ms, whatever the server says. */
const LONGEST_WAIT = 300_000;

export interface ConnectionOptions {
  readonly lastEventId?: string | undefined;
  /** Ends it without an error. */
  readonly signal: AbortSignal;
  /** In ms: a server that says nothing for so long is gone. */
  readonly patience: number;
}

/**
 * Server-Sent Events of one connection, until it ends. Throws `TrackerError` `unreachable` for a connection that failed or
 * broke, `request-refused` and `unexpected-answer`; `retryable` says whether another connection may do better.
 */
export async function* readEvents(url: string, options: ConnectionOptions): AsyncGenerator<Brought> {
  const { lastEventId, signal, patience } = options;
  const watch = watchdog(signal);
  try {
    watch.expectWithin(TIMEOUT);
    const headers = {
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    };
    const response = await fetch(url, {
      ...withKey({ headers }),
      redirect: 'manual',
      signal: watch.signal,
    }).catch((error: Error) => {
      throw unreachable(url, error);
    });
    const wait = Number(response.headers.get('retry-after')) * 1_000;
    if (wait > 0) yield { kind: 'retry', ms: Math.min(wait, LONGEST_WAIT) };
    if (!isStream(response)) throw await refused(url, response);
    // Whoever reads may take long; that is not the silence of the server.
    watch.rest();
    yield { kind: 'open' };
    const take = messageReader();
    watch.expectWithin(patience);
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      watch.rest();
      yield* take(chunk);
      watch.expectWithin(patience);
    }
  } catch (error) {
    if (signal.aborted) return;
    throw error instanceof TrackerError ? error : broken(url, error as Error, patience);
  } finally {
    watch.end();
  }
}

/** Turns text as it comes into messages. The server ends its lines with LF. */
function messageReader(): (chunk: string) => Brought[] {
  let found: Brought[] = [];
  let rest = '';
  const parser = createParser({
    onRetry: (ms) => found.push({ kind: 'retry', ms }),
    onEvent: ({ id, event, data }) => {
      found.push({
        kind: 'message',
        data,
        ...(id === undefined ? {} : { id }),
        ...(event === undefined ? {} : { event }),
      });
    },
  });
  return (chunk) => {
    found = [];
    const blocks = `${rest}${chunk}`.split('\n\n');
    rest = blocks.pop() ?? '';
    // The parser tells of no message without data, but an id alone says how far the reader has come: so each gets an empty line of data.
    for (const block of blocks) parser.feed(`${block}\ndata:\n\n`);
    return found;
  };
}

/** Aborts a request when something expected does not come in time, or when nobody wants it any more. */
function watchdog(wanted: AbortSignal) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => controller.abort(wanted.reason);
  if (wanted.aborted) stop();
  wanted.addEventListener('abort', stop);
  return {
    signal: controller.signal,
    expectWithin(ms: number) {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), ms);
    },
    rest: () => clearTimeout(timer),
    end() {
      clearTimeout(timer);
      wanted.removeEventListener('abort', stop);
      // A generator that is left early leaves its connection open otherwise.
      controller.abort();
    },
  };
}

function isStream({ status, headers }: Response): boolean {
  return status === 200 && /^text\/event-stream\b/.test(headers.get('content-type') ?? '');
}

async function refused(url: string, response: Response): Promise<TrackerError> {
  const { status } = response;
  // What answers with something else may go on for ever.
  const body = status === 200 ? undefined : parsed(await response.text());
  return refusal(new URL(url).origin, 'stream', { status, body });
}

function broken(url: string, error: Error, patience: number): TrackerError {
  const reason = error.name === 'TimeoutError' ? `nothing came for ${patience / 1_000} s` : reasonOf(error);
  const message = `the connection to ${new URL(url).origin} broke (${reason}).`;
  return new TrackerError('unreachable', message, { retryable: true, cause: error });
}
