import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { emptyRecord, receive } from '../../../lib/fold/record.ts';
import { openStore } from '../../../lib/store/open.ts';
import type { Store } from '../../../lib/store/store.ts';
import { decode, encode } from '../../../lib/tracker/codec.ts';
import type { AppliedSettings, Customer, Kept } from '../../../lib/tracker/kept.ts';
import { type Change, createRecords, type RecordsOptions } from '../../../lib/tracker/records.ts';
import { failureOf } from '../../support/failure-of.ts';
import { connect, customerOf, event, T0 } from '../../support/fold.ts';
import { newId, written } from '../../support/records.ts';
import { raisedTo, slack } from '../alerts/example.ts';

/** The simplest record there is: a text. */
const text = (kept: Kept | undefined) => (kept as AppliedSettings | undefined)?.fingerprint ?? '';
const settings = (fingerprint: string): AppliedSettings => ({ kind: 'settings', fingerprint });

/** Adds a letter, and answers with the text that was there before. */
const adding =
  (letter: string): Change<string> =>
  (kept) => ({ kept: settings(text(kept) + letter), result: text(kept) });

const looking: Change<string> = (kept) => ({ kept, result: text(kept) });

describe('records', () => {
  let folder: string;
  let real: Store;
  /** What went to the store, in order. */
  let calls: string[];
  let store: Store;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-'));
    real = await openStore(`lmdb://${folder}`);
  });
  after(async () => {
    await real.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    calls = [];
    store = {
      ...real,
      read: (recordId) => {
        calls.push('read');
        return real.read(recordId);
      },
      commit: (change) => {
        calls.push('commit');
        return real.commit(change);
      },
    };
  });

  const open = (options: Partial<RecordsOptions> = {}) =>
    createRecords({ store, definitionOf: () => connect, cacheBytes: 1_000_000, ...options });

  it('come to be, change, and are read', async () => {
    const [id, records] = [newId(), open()];
    expect(await records.load(id)).to.equal(undefined);
    expect(await records.update(id, adding('a'))).to.equal('');
    expect(await records.update(id, adding('b'))).to.equal('a');
    expect(await records.load(id)).to.deep.equal(settings('ab'));
    expect(await open().load(id)).to.deep.equal(settings('ab'));
  });

  it('are kept in memory also when they were only read, so that they are decoded once', async () => {
    const [id, records] = [newId(), open()];
    await open().update(id, adding('a'));
    const first = await records.load(id);
    expect(await records.load(id)).to.equal(first);
    await open().update(id, adding('b'));
    const second = await records.load(id);
    expect(second).to.deep.equal(settings('ab'));
    expect(await records.load(id)).to.equal(second);
    calls = [];
    expect(await records.update(id, adding('c'))).to.equal('ab');
    expect(calls).to.deep.equal(['commit']);
  });

  it('keep in memory what was committed while they were read', async () => {
    const id = newId();
    await open().update(id, adding('a'));
    const first = await real.read(id);
    let release = () => {};
    const committed = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Store = {
      ...store,
      async read(recordId) {
        const stored = await store.read(recordId);
        await committed;
        return stored;
      },
    };
    const records = open({ store: slow });
    const looked = records.look(id);
    await records.update(id, adding('b'));
    release();
    expect(await looked).to.include({ version: first?.version });
    calls = [];
    expect(await records.update(id, adding('c'))).to.equal('ab');
    expect(calls).to.deep.equal(['commit']);
  });

  it('take one round trip for a change of what memory holds, or of what is new', async () => {
    const [id, records] = [newId(), open()];
    await records.update(id, adding('a'));
    await records.update(id, adding('b'));
    expect(calls).to.deep.equal(['commit', 'commit']);
  });

  it('change what another process has changed meanwhile', async () => {
    const [id, one, other] = [newId(), open(), open()];
    await one.update(id, adding('a'));
    await other.update(id, adding('b'));
    expect(await one.update(id, adding('c'))).to.equal('ab');
    expect(await one.load(id)).to.deep.equal(settings('abc'));
    expect(await other.load(id)).to.deep.equal(settings('abc'));
  });

  it('lose nothing where many change one at the same time, in several processes', async () => {
    const [id, one, other] = [newId(), open(), open()];
    const letters = Array.from({ length: 40 }, (_, index) => String.fromCharCode(0x100 + index));
    await Promise.all(
      letters.map(async (letter, index) => {
        await (index % 2 === 0 ? one : other).update(id, adding(letter));
      }),
    );
    expect([...text(await one.load(id))].sort()).to.deep.equal(letters);
  });

  it('commit changes together that are handed over together, in their order, each on the one before', async () => {
    const [id, records] = [newId(), open()];
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((letter) => records.update(id, adding(letter))),
    );
    expect(answers).to.deep.equal(['', 'a', 'ab', 'abc']);
    expect(calls).to.deep.equal(['commit']);
  });

  it('commit changes together that wait for the same commit', async () => {
    const id = newId();
    const later: Promise<string>[] = [];
    const commit: Store['commit'] = (change) => {
      if (later.length === 0) later.push(...['b', 'c'].map((letter) => records.update(id, adding(letter))));
      return store.commit(change);
    };
    const records = open({ store: { ...store, commit } });
    expect(await records.update(id, adding('a'))).to.equal('');
    expect(await Promise.all(later)).to.deep.equal(['a', 'ab']);
    expect(calls).to.deep.equal(['commit', 'commit']);
  });

  it('go on where one change throws: it takes no other with it', async () => {
    const [id, records] = [newId(), open()];
    const throwing = () => {
      throw new TypeError('no');
    };
    const results = await Promise.allSettled([
      records.update(id, adding('a')),
      records.update(id, adding('b')),
      records.update(id, throwing),
      records.update(id, adding('c')),
    ]);
    expect(results.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).to.deep.equal(
      ['', 'a', 'TypeError: no', 'ab'],
    );
    expect(await records.load(id)).to.deep.equal(settings('abc'));
    expect(await failureOf(records.update(id, throwing))).to.be.instanceOf(TypeError);
    expect(await records.update(id, adding('d'))).to.equal('abc');
  });

  describe('that a change leaves as they are', () => {
    it('are not written', async () => {
      const [id, records] = [newId(), open()];
      expect(await records.update(id, looking)).to.equal('');
      await records.update(id, adding('a'));
      expect(await records.update(id, looking)).to.equal('a');
      expect(calls.filter((call) => call === 'commit')).to.have.length(1);
    });

    it('are held against the store: what memory says may be old', async () => {
      const [id, one, other] = [newId(), open(), open()];
      expect(await one.update(id, looking)).to.equal('');
      await other.update(id, adding('a'));
      expect(await one.update(id, looking)).to.equal('a');
      await one.update(id, adding('b'));
      await other.update(id, adding('c'));
      expect(await one.update(id, looking)).to.equal('abc');
    });

    it('are changed after all where the store has something else', async () => {
      const [id, one, other] = [newId(), open(), open()];
      await one.update(id, adding('a'));
      await other.update(id, adding('b'));
      const once: Change<string> = (kept) => (text(kept).endsWith('b') ? adding('c')(kept) : looking(kept));
      expect(await one.update(id, once)).to.equal('ab');
      expect(await other.load(id)).to.deep.equal(settings('abc'));
    });

    it('reject where the store cannot be asked', async () => {
      const id = newId();
      const failing = open({
        store: { ...store, read: () => Promise.reject(new StoreUnavailableError('away')) },
      });
      expect(await failureOf(failing.update(id, looking))).to.have.property('code', 'store-unavailable');
    });
  });

  it('reject all that waited together where the store is away, and work again when it is back', async () => {
    const id = newId();
    let isAway = true;
    const records = open({
      store: {
        ...store,
        commit: (change) =>
          isAway ? Promise.reject(new StoreUnavailableError('away')) : real.commit(change),
      },
    });
    const failures = await Promise.all(
      ['a', 'b', 'c'].map((one) => failureOf(records.update(id, adding(one)))),
    );
    for (const failure of failures) expect(failure).to.have.property('code', 'store-unavailable');
    isAway = false;
    expect(await records.update(id, adding('d'))).to.equal('');
  });

  it('give up after a hundred lost races, and say that it may be tried again', async () => {
    const [id, fast] = [newId(), open({ store: real })];
    const records = open({
      store: {
        ...store,
        commit: async (change) => {
          await fast.update(id, adding('x'));
          calls.push('commit');
          return real.commit(change);
        },
      },
    });
    const failure = await failureOf(records.update(id, adding('a')));
    expect(failure).to.be.instanceOf(StoreUnavailableError);
    expect(failure).to.have.property('retryable', true);
    expect(calls.filter((call) => call === 'commit')).to.have.length(100);
    expect(text(await fast.load(id))).to.equal('x'.repeat(100));
  }).timeout(30_000);

  it('reject what cannot be read, and leave it as it is', async () => {
    const id = newId();
    const version = await written(real, {
      recordId: id,
      expectedVersion: 0,
      body: Buffer.from('{"form'),
    });
    expect(await failureOf(open().load(id))).to.have.property('code', 'record-unreadable');
    expect(await failureOf(open().update(id, adding('a')))).to.have.property('code', 'record-unreadable');
    expect((await real.read(id))?.version).to.equal(version);
  });

  it('work without memory', async () => {
    const [id, records] = [newId(), open({ cacheBytes: 0 })];
    for (const letter of ['a', 'b', 'c']) await records.update(id, adding(letter));
    expect(await records.load(id)).to.deep.equal(settings('abc'));
  });

  describe('before a commit', () => {
    it('are changed a last time, and what comes of it is told once that is durable', async () => {
      const [id, other] = [newId(), open()];
      const told: string[] = [];
      const finished: string[] = [];
      const records = open({
        finish: (recordId, before, after) => {
          finished.push(`${recordId === id} ${text(before)}>${text(after)}`);
          return { kept: settings(`${text(after)}!`), committed: () => told.push(text(after)) };
        },
      });
      await records.update(id, adding('a'));
      await other.update(id, adding('b'));
      await records.update(id, adding('c'));
      expect(finished).to.deep.equal(['true >a', 'true a!>a!c', 'true a!b>a!bc']);
      expect(told).to.deep.equal(['a', 'a!bc']);
      expect(await other.load(id)).to.deep.equal(settings('a!bc!'));
    });

    it('are not, where nothing is to be committed', async () => {
      const records = open({
        finish: () => {
          throw new Error('not asked');
        },
      });
      expect(await records.update(newId(), looking)).to.equal('');
    });
  });

  it('keep their places in the indexes in step', async () => {
    const [id, records] = [newId(), open()];
    const alert = { ...raisedTo(slack), id: `${id}_1` };
    const customer: Customer = customerOf(receive(connect, emptyRecord, event('started', 0), T0).record, [
      alert,
    ]);
    const mine = async (index: string) =>
      (await real.range(index, { limit: 1_000 })).filter(({ member }) => member.startsWith(id));
    await records.update(id, () => ({ kept: customer, result: undefined }));
    expect(await mine('outbox:slack')).to.deep.equal([{ score: T0, member: `${id}_1` }]);
    expect(await mine('due')).to.have.length(1);
    await records.update(id, (kept) => ({ kept: { ...(kept as Customer), alerts: [] }, result: undefined }));
    expect(await mine('outbox:slack')).to.deep.equal([]);
    expect(await mine('alerts:open')).to.deep.equal([]);
    expect(await mine('due')).to.have.length(1);
  });

  it('that were folded anew count as current once they are written', async () => {
    const id = newId();
    const stale = JSON.parse(
      encode(customerOf(receive(connect, emptyRecord, event('started', 0), T0).record)).toString(),
    );
    await real.commit({
      recordId: id,
      expectedVersion: 0,
      body: Buffer.from(JSON.stringify({ ...stale, by: 'older' })),
    });
    const records = open();
    const isRefolded: Change<boolean> = (kept) => ({
      kept: { ...(kept as Customer), alerts: [...(kept as Customer).alerts] },
      result: (kept as Customer).refolded !== undefined,
    });
    expect(
      await records.update(id, (kept) => (kept === undefined ? { kept, result: false } : isRefolded(kept))),
    ).to.equal(true);
    expect(await records.update(id, isRefolded)).to.equal(false);
    expect(decode(() => connect, (await real.read(id))!.body)).not.to.have.property('refolded');
  });
});
