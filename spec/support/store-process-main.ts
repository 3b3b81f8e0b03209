import { openStore } from '../../lib/store/open.ts';
import type { Store } from '../../lib/store/store.ts';
import { increment, newId, written } from './records.ts';

/*
 * Runs one task on a store and ends:
 *
 *   increment URL ID TIMES   adds one to the number in a record, so many times
 *   write URL                commits 8 records over and over, and prints `id number` for each commit that was acknowledged
 *   fill URL                 commits until a commit fails, and prints what is true then as JSON
 */

const BODY_BYTES = 20_000;

async function incrementTask(store: Store, recordId: string, times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) await increment(store, recordId);
}

async function writeTask(store: Store): Promise<never> {
  const forever = Array.from({ length: 8 }, newId).map(async (recordId) => {
    let expectedVersion = 0;
    for (let number = 1; ; number += 1) {
      const body = Buffer.from(`${recordId} ${number}`);
      expectedVersion = await written(store, { recordId, expectedVersion, body, dueAt: number });
      process.stdout.write(`${recordId} ${number}\n`);
    }
  });
  return Promise.race(forever);
}

async function fillTask(store: Store): Promise<void> {
  const body = Buffer.alloc(BODY_BYTES, 1);
  const acknowledged: string[] = [];
  for (;;) {
    const recordId = newId();
    try {
      await store.commit({ recordId, expectedVersion: 0, body });
      acknowledged.push(recordId);
    } catch (error) {
      const readable = await Promise.all(acknowledged.map((id) => store.read(id)));
      const { name, message } = error as Error;
      const failedAgain = await Promise.allSettled(
        Array.from({ length: 5 }, () => store.commit({ recordId: newId(), expectedVersion: 0, body })),
      );
      const errors = failedAgain.filter(({ status }) => status === 'rejected').length;
      const health = await store.health();
      console.log(
        JSON.stringify({
          name,
          message,
          acknowledged,
          readable: readable.filter(Boolean).length,
          errors,
          health,
        }),
      );
      return;
    }
  }
}

const [task, url = '', ...rest] = process.argv.slice(2);
const store = await openStore(url);
if (task === 'increment') await incrementTask(store, rest[0] ?? '', Number(rest[1]));
if (task === 'write') await writeTask(store);
if (task === 'fill') await fillTask(store);
await store.close();
