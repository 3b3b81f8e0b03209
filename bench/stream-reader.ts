import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

/** A reader of the stream that only notes who changed and when it was told. */
export interface StreamReader {
  /** Numbers of customers in the order in which changes came, and when, by `performance.now`. */
  readonly numbers: readonly number[];
  readonly times: readonly number[];
  isOver(): boolean;
  close(): void;
}

const MARK = Buffer.from('"customerId":"');
const QUOTE = '"'.charCodeAt(0);

/** Parsing whole changes would cost more than the server spends on them. Resolves when the stream has begun. */
export async function openReader(
  url: string,
  numberOf: (customerId: string) => number,
): Promise<StreamReader> {
  const sent = request(`${url}/v1/stream`, { agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`the stream answered ${response.statusCode}`);
  const numbers: number[] = [];
  const times: number[] = [];
  let isOver = false;
  let rest: Buffer = Buffer.alloc(0);
  response.on('data', (chunk: Buffer) => {
    const now = performance.now();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let done = 0;
    for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, done)) {
      const end = bytes.indexOf(QUOTE, at + MARK.length);
      if (end < 0) break;
      numbers.push(numberOf(bytes.toString('latin1', at + MARK.length, end)));
      times.push(now);
      done = end;
    }
    // What may be the beginning of a mark, or a mark without its end.
    const open = bytes.indexOf(MARK, done);
    rest = bytes.subarray(open >= 0 ? open : Math.max(done, bytes.length - MARK.length));
  });
  response.on('error', () => {});
  response.on('close', () => {
    isOver = true;
  });
  return { numbers, times, isOver: () => isOver, close: () => response.destroy() };
}
