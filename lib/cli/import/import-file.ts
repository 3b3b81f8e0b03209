import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { loadConfig } from '../../config/load-config.ts';
import { StoreUnavailableError, TrackerError } from '../../errors.ts';
import { connectProvider } from '../../providers/connect/index.ts';
import { yodleeProvider } from '../../providers/yodlee/index.ts';
import { openStore } from '../../store/open.ts';
import { createTracker } from '../../tracker/create-tracker.ts';
import { alignColumns, count } from '../text.ts';
import { type ImportSummary, importLines } from './import-lines.ts';
import { readLines } from './read-lines.ts';

export interface ImportOptions {
  readonly store?: string;
  readonly provider?: 'connect' | 'yodlee';
  readonly sessionKey?: string;
  readonly json?: true;
}

/** In bytes; a body over HTTP has at most 256 KB. */
const LINE_LIMIT = 1024 * 1024;

/** In bytes. A file that is sorted by time goes on with few customers at once, so there is little to remember. */
const CACHE = 4 * 1024 * 1024;

/** In bytes, what is read of the file at once. */
const CHUNK = 256 * 1024;

const STDIN = '-';

/** An import does not let time pass: a timer that fired now would make every later line of its session a late one. */
const STOPPED_CLOCK = () => 0;

/** Throws `TrackerError` when the file or the store fails, and when a line could not be used. */
export async function importFile(file: string, options: ImportOptions): Promise<void> {
  const { store, sessionKey } = options;
  const config = loadConfig({ flags: { store, sessionKey }, env: process.env });
  const size = file === STDIN ? undefined : await sizeOf(file);
  const providers = [connectProvider({ sessionKey: config.sessionKey }), yodleeProvider()];
  const tracker = createTracker({
    store: await openStore(config.store),
    providers,
    // By those of the server, which would fold everything anew otherwise. Nobody is told what is history.
    stuckAfter: config.stuckAfter,
    abandonAfter: config.abandonAfter,
    retention: config.retention,
    now: STOPPED_CLOCK,
    cacheBytes: CACHE,
  });
  try {
    const progress = showProgress(size);
    const chunks: AsyncIterable<Buffer> =
      file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: CHUNK });
    const target = {
      tracker,
      providers,
      provider: options.provider,
      now: Date.now(),
      onProgress: progress.update,
    };
    const summary = await importLines(readLines(chunks, LINE_LIMIT), target).finally(progress.stop);
    console.log(options.json ? JSON.stringify(summary, null, 2) : summaryText(summary));
    const { unusable } = summary.counts;
    if (unusable > 0)
      throw new TrackerError('unusable-lines', `${count(unusable, 'line')} could not be used.`);
  } catch (error) {
    throw error instanceof StoreUnavailableError ? stopped(error) : error;
  } finally {
    await tracker.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new TrackerError('file-unreadable', `cannot read ${file} (${error.code}).`, { cause: error });
  });
  if (found.isDirectory()) throw new TrackerError('file-unreadable', `${file} is a directory.`);
  return found.size;
}

/** A bar on standard error, if that is a terminal and the end is known. */
function showProgress(size: number | undefined) {
  if (size === undefined || !process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {lines} lines, {eta_formatted} left',
    clearOnComplete: true,
  });
  bar.start(size, 0, { lines: 0 });
  return { update: (lines: number, bytes: number) => bar.update(bytes, { lines }), stop: () => bar.stop() };
}

function summaryText({ counts, unusable }: ImportSummary): string {
  const { blank: _, ...shown } = counts;
  const rows = Object.entries(shown).map(([name, amount]) => [
    name,
    amount.toLocaleString('en').padStart(12),
  ]);
  const reasons = unusable.map(({ line, code, detail }) => [`line ${line}`, code, detail]);
  const more = counts.unusable - unusable.length;
  return [
    ...alignColumns(rows),
    ...(reasons.length === 0 ? [] : ['', ...alignColumns(reasons)]),
    ...(more === 0 ? [] : [`and ${count(more, 'more line')}`]),
  ].join('\n');
}

function stopped(error: StoreUnavailableError): TrackerError {
  const message = `stopped: ${error.message}. Run the import again; what is stored already counts as duplicate.`;
  return new TrackerError('import-stopped', message, { retryable: true, cause: error });
}
