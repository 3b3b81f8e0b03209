import { readFile } from 'node:fs/promises';

/** What a process has used while something went on. */
export interface Usage {
  /** Share of one core. */
  readonly cpu: number;
  /** Memory of its own, without files that are mapped into it, at the beginning and at its highest, in MB. */
  readonly memory: number;
  readonly peak: number;
}

/** The kernel counts in hundredths of a second for whoever reads `/proc`. */
const TICKS = 100;
/** In ms. */
const LOOK_EVERY = 50;

/** Linux only, which alone tells the memory of another process without what the embedded store maps of its file. */
export async function usageOf(pid: number, during: () => Promise<unknown>): Promise<Usage> {
  const [memory, ticks, start] = [await memoryOf(pid), await ticksOf(pid), performance.now()];
  let peak = memory;
  const timer = setInterval(async () => {
    peak = Math.max(peak, await memoryOf(pid));
  }, LOOK_EVERY);
  await during().finally(() => clearInterval(timer));
  const seconds = (performance.now() - start) / 1_000;
  return { cpu: ((await ticksOf(pid)) - ticks) / TICKS / seconds, memory, peak };
}

/** In MB. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
}

async function ticksOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may hold blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
