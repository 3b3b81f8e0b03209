import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createBodies } from './processes/deliveries.ts';

/** How many sessions go on at the same time. */
const AT_ONCE = 200;
/** Between two deliveries of one session, in ms. */
const PAUSE = 10_000;

/** Writes a file to be imported: sessions of eight deliveries as they came in, each with when it did. Gives its bytes. */
export async function writeDeliveries(file: string, lines: number): Promise<number> {
  const out = createWriteStream(file);
  for (const line of linesOf(lines)) if (!out.write(line)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  return out.bytesWritten;
}

/** In the order of time: sessions begin one after the other, and each goes on beside the others that have begun. */
function* linesOf(count: number): Generator<string> {
  const startAt = Date.now() - 86_400_000;
  const bodiesOf = createBodies(startAt);
  const open: { readonly bodies: readonly string[]; next: number }[] = [];
  let begun = 0;
  for (let line = 0; line < count; line++) {
    const session = open.length < AT_ONCE ? { bodies: bodiesOf(begun++), next: 0 } : open.shift()!;
    const receivedAt = startAt + Math.floor((line * PAUSE) / AT_ONCE);
    yield `{"receivedAt":${receivedAt},"body":${session.bodies[session.next++]!}}\n`;
    if (session.next < session.bodies.length) open.push(session);
  }
}
