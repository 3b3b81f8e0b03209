import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../../lib/store/open.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { runBare } from './bare-runner.ts';

/** How often a record has been written, so far as that can be told from its version. */
const countOf = (version: number): number => Math.floor(version / 2 ** 24);

/** What a store may get wrong. */
const faults: Readonly<Record<string, (store: Store) => Partial<Store>>> = {
  none: () => ({}),
  'commits whatever the version': (store) => ({
    async commit(change) {
      const result = await store.commit(change);
      return result.committed ? result : { committed: true, version: result.current?.version ?? 0 };
    },
  }),
  'gives versions again after a removal': (store) => ({
    async read(recordId) {
      const record = await store.read(recordId);
      return record && { ...record, version: countOf(record.version) };
    },
    async commit({ expectedVersion, ...change }) {
      const { version = 0 } = (await store.read(change.recordId)) ?? {};
      const expected = countOf(version) === expectedVersion ? version : expectedVersion;
      const result = await store.commit({ ...change, expectedVersion: expected });
      if (result.committed) return { ...result, version: countOf(result.version) };
      const { current } = result;
      return {
        ...result,
        ...(current && { current: { ...current, version: countOf(current.version) } }),
      };
    },
  }),
  'forgets timers': (store) => ({ commit: ({ dueAt: _, ...change }) => store.commit(change) }),
  'gives the oldest rejections first': (store) => ({
    rejections: async (limit) => (await store.rejections(limit)).reverse(),
  }),
  'is never closed': () => ({ close: async () => {} }),
  'removes nothing': (store) => ({
    commit: (change) => store.commit({ body: Buffer.from('still here'), ...change }),
  }),
  'forgets entries of indexes': (store) => ({
    commit: ({ index: _, ...change }) => store.commit(change),
  }),
  'gives ranges in no direction but one': (store) => ({
    range: (index, { descending: _, ...query }) => store.range(index, query),
  }),
  'counts by one': (store) => ({
    commit: ({ add = [], ...change }) =>
      store.commit({ ...change, add: add.map((one) => ({ ...one, by: 1 })) }),
  }),
  'tells only one change of a commit': (store) => ({
    commit: ({ changes = [], ...change }) => store.commit({ ...change, changes: changes.slice(0, 1) }),
  }),
  'never forgets': (store) => ({ commit: ({ forget: _, ...change }) => store.commit(change) }),
  'tells of no gap': (store) => ({
    feed: async (query) => ({ ...(await store.feed(query)), gap: false }),
  }),
};

/** Each method as the store has it, or as the fault has it. */
function faulty(store: Store, fault: string): Store {
  return { ...store, ...faults[fault]?.(store) };
}

/** Connections and folders that the suite has not closed. */
let open = 0;

async function openFaulty(fault: string) {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-contract-'));
  const opened: Store[] = [];
  const another = async () => {
    const store = await openStore(`lmdb://${folder}`);
    const given = faulty(store, fault);
    let isOpen = true;
    opened.push(store);
    open += 1;
    const close = () => {
      if (isOpen) open -= 1;
      isOpen = false;
      return given.close();
    };
    return { ...given, close };
  };
  const store = await another();
  open += 1;
  const close = async () => {
    open -= 1;
    await store.close();
    await Promise.all(opened.map((each) => each.close()));
    await rm(folder, { recursive: true });
  };
  return { store, another, close };
}

const [fault = 'none', skip = '{}'] = process.argv.slice(2);

const results = await runBare(async () => {
  const { describeStoreContract } = await import('../../../../lib/testing/store-contract/index.ts');
  describeStoreContract('mine', { open: () => openFaulty(fault), skip: JSON.parse(skip) });
});
process.stdout.write(JSON.stringify({ results, open }));
