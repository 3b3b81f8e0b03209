import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../../lib/store/open.ts';
import type { Store } from '../../../lib/store/store.ts';
import { createSweeper } from '../../../lib/tracker/sweeper.ts';
import { newId, written } from '../../support/records.ts';

const SECOND = 1000;

describe('a sweep', () => {
  let folder: string;
  let store: Store;
  let now: number;
  let brought: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sweeper-'));
    store = await openStore(`lmdb://${folder}`);
    now = 1_000_000;
    brought = [];
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const due = async (dueAt: number): Promise<string> => {
    const recordId = newId();
    await store.commit({ recordId, expectedVersion: 0, body: Buffer.from('any'), dueAt });
    return recordId;
  };
  /** Brings a record up to now: it is due no more. */
  const bring = async (recordId: string): Promise<void> => {
    brought.push(recordId);
    const { version = 0 } = (await store.read(recordId)) ?? {};
    await written(store, { recordId, expectedVersion: version, body: Buffer.from('done') });
  };
  const sweeper = (options: Partial<Parameters<typeof createSweeper>[0]> = {}) =>
    createSweeper({ store, now: () => now, bring, isStopping: () => false, onFailure: () => {}, ...options });

  it('brings all that is due up to now, once each, and leaves the rest', async () => {
    const ids = await Promise.all(Array.from({ length: 1500 }, (_, index) => due(index)));
    await due(now + 1);
    expect(await sweeper()()).to.equal(1500);
    expect(brought).to.have.length(1500).and.have.members(ids);
  });

  it('has at most 64 records under way', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, index) => due(index)));
    let underWay = 0;
    let most = 0;
    const slow = async (recordId: string) => {
      most = Math.max(most, ++underWay);
      await bring(recordId);
      underWay -= 1;
    };
    await sweeper({ bring: slow })();
    expect(most).to.equal(64);
  });

  it('gets past more damaged records than it looks at in one go, tells of each, and leaves them alone for a while', async () => {
    const damaged = new Set(await Promise.all(Array.from({ length: 600 }, (_, index) => due(index))));
    const good = await due(900_000);
    const failures: unknown[] = [];
    const attempts: string[] = [];
    const sweep = sweeper({
      bring: async (recordId) => {
        attempts.push(recordId);
        if (damaged.has(recordId)) throw new Error('damaged');
        await bring(recordId);
      },
      onFailure: (error) => failures.push(error),
    });
    await sweep();
    expect(brought).to.deep.equal([good]);
    expect(failures).to.have.length(600);
    now += 29 * SECOND;
    await sweep();
    expect(attempts).to.have.length(601);
    now += 2 * SECOND;
    await sweep();
    expect(attempts).to.have.length(1201);
  });

  it('does not go round in circles over a record that stays due', async () => {
    await due(0);
    expect(await sweeper({ bring: async () => {} })()).to.equal(1);
  });

  it('ends between two looks when it is to stop', async () => {
    await Promise.all(Array.from({ length: 1500 }, (_, index) => due(index)));
    expect(await sweeper({ isStopping: () => brought.length > 0 })()).to.equal(512);
  });
});
