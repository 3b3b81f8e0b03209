/** Reads a file of JSON lines when it is told to: only to parse them, or as `connect-tracker import` does. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { importFile } from '../../lib/cli/import/import-file.ts';
import { memoryOf } from '../process-usage.ts';

/** In µs and MB: the highest of the first and of the second half of the time. */
export interface ImportSample {
  readonly time: number;
  readonly cpu: number;
  readonly memory: readonly [number, number];
}

/** In ms. */
const LOOK_EVERY = 25;

const [, , file = '', store] = process.argv;

process.on('message', async () => {
  const seen: number[] = [];
  const look = async () => void seen.push(await memoryOf(process.pid));
  const timer = setInterval(look, LOOK_EVERY);
  const [start, used] = [performance.now(), process.cpuUsage()];
  await (store === undefined ? parseLines() : importFile(file, { store, json: true }));
  const { user, system } = process.cpuUsage(used);
  const time = (performance.now() - start) * 1_000;
  clearInterval(timer);
  await look();
  const middle = Math.floor(seen.length / 2);
  const memory = [Math.max(0, ...seen.slice(0, middle)), Math.max(...seen.slice(middle))] as const;
  process.send?.({ time, cpu: user + system, memory } satisfies ImportSample);
});
process.on('disconnect', () => process.exit());

async function parseLines(): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(file) })) JSON.parse(line);
}
