import { mkdir, open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, open } from 'lmdb';
import { StoreConfigurationError } from '../../errors.ts';
import type { Rejection } from '../store.ts';
import type { EmbeddedAddress } from '../url.ts';

/** What was told before has the lesser sequence number. */
export type FeedKey = [sequence: number, recordId: string] | [sequence: number];

/** The databases of one LMDB environment, which is one folder. */
export interface Environment {
  /** Record id → the record's value; LMDB keeps the version beside it and checks it inside the write transaction. */
  readonly records: Database<Buffer, string>;
  /** `[dueAt, recordId]` → nothing. */
  readonly due: Database<Buffer, [number, string]>;
  /** `[index, score, member]` → nothing: all other indexes. */
  readonly indexes: Database<Buffer, [string, number, string]>;
  /** `[at, count within the writer, writer]` → rejection. */
  readonly rejections: Database<Rejection, [number, number, string]>;
  /** `[counter, field]` → what has been added to it; never 0. */
  readonly counters: Database<number, [counter: string, field: string] | [counter: string]>;
  /** The change feed. */
  readonly feed: Database<Buffer, FeedKey>;
  /** `format` of the folder; `feed:end` and `feed:trimmed`, see feed.ts. */
  readonly meta: Database<number, string>;
  /** Runs the action, which must not be async, in a write transaction: on the disk when it resolves; nothing when it throws. */
  transaction<T>(action: () => T): Promise<T>;
  /** Waits for what is being written. May be called twice. */
  close(): Promise<void>;
}

const FORMAT = 1;

/** Opens the folder, and makes it if it is not there. Throws `StoreConfigurationError`. */
export async function openEnvironment({ folder, name }: EmbeddedAddress): Promise<Environment> {
  try {
    await mkdir(folder, { recursive: true });
    await checkDataFile(join(folder, 'data.mdb'));
    return openDatabases(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreConfigurationError(
      `The store ${name} cannot be opened: ${reason}. It must be a folder that this process may write to.`,
      error,
    );
  }
}

/** LMDB's magic number and version 2 of its data format (`mdb.c`), which stand in the first page. */
const HEADER = Buffer.from('dec0efbe0200', 'hex');

/** The library ends the process on a data file that is not one, so we look first. */
async function checkDataFile(path: string): Promise<void> {
  const file = await openFile(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
    if (bytesRead > 0 && !buffer.includes(HEADER)) throw new Error('its data.mdb is not an LMDB data file');
  } finally {
    await file.close();
  }
}

function openDatabases(path: string): Environment {
  const root = open({
    path,
    noSubdir: false,
    encoding: 'binary',
    // Otherwise readers see a commit before it is on the disk, and a re-sent event would be answered
    // with "duplicate" on the strength of a record that a power failure could still take away.
    overlappingSync: false,
    // With it, a commit that fails leaves a rejected promise that nobody can reach, which ends the process.
    eventTurnBatching: false,
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= root.close();
    return closing;
  };
  try {
    const meta = root.openDB<number, string>('meta', { encoding: 'json' });
    checkFormat(meta);
    return {
      meta,
      records: root.openDB('records', { encoding: 'binary', useVersions: true }),
      due: root.openDB('due', { encoding: 'binary' }),
      indexes: root.openDB('indexes', { encoding: 'binary' }),
      rejections: root.openDB('rejections', { encoding: 'json' }),
      counters: root.openDB('counters', { encoding: 'json' }),
      feed: root.openDB('feed', { encoding: 'binary' }),
      // A child is what LMDB can undo when the action throws. Async, so that a closed environment rejects.
      transaction: async (action) => root.childTransaction(action),
      close,
    };
  } catch (error) {
    void close();
    throw error;
  }
}

function checkFormat(meta: Database<number, string>): void {
  const format = meta.get('format');
  if (format === undefined) meta.putSync('format', FORMAT);
  else if (format !== FORMAT) throw new Error(`its format is ${format}, and this version reads ${FORMAT}`);
}
