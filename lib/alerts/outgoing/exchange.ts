import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { DeliveryError } from '../sinks/sink.ts';
import type { Answer } from './answer.ts';

/** The body of an answer is read up to here, in bytes, and thrown away; who says more is cut off. */
const LONGEST_ANSWER = 16 * 1_024;

/**
 * The answer to a request, once it has ended. `end` is the moment of `performance.now()` by which that has to be.
 * `again` is called where a connection that was kept alive turns out to be closed, and nothing was answered on it.
 *
 * Throws `DeliveryError` `sink-timeout` or `sink-unreachable`, or what the lookup gave.
 */
export function exchange(
  request: ClientRequest,
  end: number,
  again?: () => Promise<Answer>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined;
    let wasStale = (_error: Error): boolean => false;
    let isSettled = false;

    const settle = (act: () => void): void => {
      // Giving up ends the connection, which looks like one that was stale: that must not send again.
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      act();
      // Does nothing to a connection whose answer was read to the end: that one is kept.
      request.destroy();
    };
    const fail = (error: Error): void => settle(() => reject(reasonOf(error, answer)));
    const timer = setTimeout(() => settle(() => reject(late(answer))), end - performance.now());

    request
      .on('socket', (socket) => {
        if (request.reusedSocket) wasStale = staleness(socket);
      })
      .on('response', (response) => {
        const received = answerOf(response);
        answer = received;
        drain(response, () => settle(() => resolve(received)));
      })
      .on('error', (error) => (again && wasStale(error) ? settle(() => resolve(again())) : fail(error)))
      // Follows all of the above; alone where something was said that is no answer, such as 101.
      .on('close', () => fail(new Error('closed')));
  });
}

/** Tells later whether a connection broke before a byte came back on it. */
function staleness(socket: Socket): (error: NodeJS.ErrnoException) => boolean {
  const before = socket.bytesRead;
  return ({ code = '' }) => socket.bytesRead === before && ['ECONNRESET', 'EPIPE'].includes(code);
}

function answerOf({ statusCode = 0, headers }: IncomingMessage): Answer {
  return { status: statusCode, retryAfter: headers['retry-after'] };
}

function drain(response: IncomingMessage, done: () => void): void {
  let length = 0;
  response
    .on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LONGEST_ANSWER) done();
    })
    .on('end', done);
}

function late(answer: Answer | undefined): DeliveryError {
  const message = answer === undefined ? 'no answer came in time' : 'the answer did not end in time';
  return new DeliveryError('sink-timeout', message, statusOf(answer));
}

/** The codes of system and TLS errors are fixed words; their messages hold addresses. */
function reasonOf(error: NodeJS.ErrnoException, answer: Answer | undefined): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const why = /^[A-Z][A-Z0-9_]+$/.test(error.code ?? '') ? ` (${error.code})` : '';
  const what = answer === undefined ? 'no answer came' : 'the answer broke off';
  return new DeliveryError('sink-unreachable', `${what}${why}`, statusOf(answer));
}

function statusOf(answer: Answer | undefined): { readonly status?: number } {
  return answer === undefined ? {} : { status: answer.status };
}
