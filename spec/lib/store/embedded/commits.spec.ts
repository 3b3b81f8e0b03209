import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { type Commits, createCommits } from '../../../../lib/store/embedded/commits.ts';
import { type Environment, openEnvironment } from '../../../../lib/store/embedded/environment.ts';
import { encodeRecord } from '../../../../lib/store/embedded/record-value.ts';
import { createWriter, type Writer } from '../../../../lib/store/embedded/writer.ts';
import { LAST_FOLLOWED } from '../../../../lib/store/next-version.ts';
import { openStore } from '../../../../lib/store/open.ts';
import type { Commit } from '../../../../lib/store/store.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { newId } from '../../../support/records.ts';

const body = Buffer.from('any');

describe('commits that wait together', () => {
  let folder: string;
  let environment: Environment;
  let writer: Writer;
  let commits: Commits;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-lmdb-'));
    environment = await openEnvironment({ kind: 'embedded', folder, name: 'lmdb://x' });
    writer = createWriter('lmdb://x');
    commits = createCommits(environment, writer);
  });
  afterEach(async () => {
    await environment.close();
    await rm(folder, { recursive: true });
  });

  const change = (recordId = newId()): Commit => ({
    recordId,
    expectedVersion: 0,
    body,
    dueAt: 5,
    index: [{ index: 'open', score: 1, member: recordId }],
    add: [{ counter: 'sessions', field: 'mfa', by: 1 }],
    changes: [body],
  });

  it('share transactions, of at most 256', async () => {
    let transactions = 0;
    const counting: Environment = {
      ...environment,
      transaction: (action) => {
        transactions += 1;
        return environment.transaction(action);
      },
    };
    const shared = createCommits(counting, writer);
    await Promise.all(Array.from({ length: 600 }, () => shared.commit(change())));
    expect(transactions).to.equal(3);
    expect(environment.counters.get(['sessions', 'mfa'])).to.equal(600);
    expect(environment.meta.get('feed:end')).to.equal(600);
  });

  it('see each other: of two from one version the second is refused with what the first has written', async () => {
    const recordId = newId();
    const results = await Promise.all([
      commits.commit(change(recordId)),
      commits.commit({ ...change(recordId), body: Buffer.from('late') }),
    ]);
    const { version } = (await environment.records.getEntry(recordId)) ?? {};
    expect(results).to.eql([
      { committed: true, version },
      { committed: false, current: { version, body } },
    ]);
    expect(environment.counters.get(['sessions', 'mfa'])).to.equal(1);
  });

  it('go on from the small versions of old records, and up to the greatest', async () => {
    for (const version of [1, 7, 2 ** 24, LAST_FOLLOWED]) {
      const recordId = newId();
      await environment.records.put(recordId, encodeRecord(body, undefined), version);
      const result = await commits.commit({ ...change(recordId), expectedVersion: version });
      const next = environment.records.getEntry(recordId)?.version ?? 0;
      expect(result).to.eql({ committed: true, version: next });
      expect(next).to.be.above(version);
      const removal = await commits.commit({ recordId, expectedVersion: next });
      expect(removal).to.eql({ committed: true, version: 0 });
    }
  });

  it('go through beside one whose record is damaged, and do not make the store a problem', async () => {
    const damaged = newId();
    await environment.records.put(damaged, Buffer.from('short'), 1);
    const results = await Promise.allSettled([
      commits.commit(change()),
      commits.commit({ ...change(damaged), expectedVersion: 1 }),
      commits.commit(change()),
    ]);
    expect(results.map(({ status }) => status)).to.eql(['fulfilled', 'rejected', 'fulfilled']);
    const error = await failureOf(commits.commit({ ...change(damaged), expectedVersion: 1 }));
    expect(error)
      .to.be.instanceOf(StoreUnavailableError)
      .with.property('message')
      .that.matches(/be read/);
    expect(writer.problem()).to.equal(undefined);
    expect(environment.counters.get(['sessions', 'mfa'])).to.equal(2);
  });

  it('all fail, with nothing written, when their transaction does, and the next go through', async () => {
    let isBroken = true;
    const counters = new Proxy(environment.counters, {
      get: (target, name) => {
        if (name === 'put' && isBroken) throw new Error('no space');
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const breakable = createCommits({ ...environment, counters }, writer);
    const changes = [change(), change()];
    for (const each of await Promise.allSettled(changes.map((each) => breakable.commit(each)))) {
      expect(each.status).to.equal('rejected');
    }
    expect(writer.problem()).to.match(/no space/);
    for (const database of [environment.records, environment.due, environment.indexes, environment.feed]) {
      database.resetReadTxn();
      expect(database.getKeysCount()).to.equal(0);
    }
    isBroken = false;
    for (const each of changes) expect((await breakable.commit(each)).committed).to.equal(true);
  });

  it('fail when their folder is closed, also the ones after them', async () => {
    await environment.close();
    for (const count of [3, 1]) {
      const results = await Promise.allSettled(Array.from({ length: count }, () => commits.commit(change())));
      for (const { status } of results) expect(status).to.equal('rejected');
    }
  });

  it('are written before their store is closed', async () => {
    const url = `lmdb://${join(folder, 'other')}`;
    const store = await openStore(url);
    const ids = Array.from({ length: 700 }, newId);
    const results = Promise.all(ids.map((recordId) => store.commit(change(recordId))));
    await store.close();
    expect((await results).every(({ committed }) => committed)).to.equal(true);
    const reopened = await openStore(url);
    expect(await reopened.count('open')).to.equal(700);
    await reopened.close();
  });
});
