import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import type { Store } from '../../../lib/store/store.ts';
import { createTracker } from '../../../lib/tracker/create-tracker.ts';
import { sharedRecordIdOf } from '../../../lib/tracker/ids.ts';
import { failureOf } from '../../support/failure-of.ts';
import { T0 } from '../../support/fold.ts';
import { embeddedTracker, otherTracker } from '../../support/tracker.ts';

const DAY = 86_400_000;
const RING = sharedRecordIdOf('keys');

describe('API keys', () => {
  let opened: Awaited<ReturnType<typeof embeddedTracker>>;
  beforeEach(async () => {
    opened = await embeddedTracker();
  });
  afterEach(() => opened.close());

  /** Another process on the same store, with the same clock, that counts how often it reads the keys. */
  function elsewhere(over: Partial<Store> = {}) {
    const { store, clock } = opened;
    const reads = { count: 0 };
    const counted: Store = {
      ...store,
      read: async (recordId) => {
        if (recordId === RING) reads.count += 1;
        return (over.read ?? store.read)(recordId);
      },
    };
    const { keys } = otherTracker(counted, { now: () => clock.now });
    return { keys, reads };
  }

  it('are told once and kept as a digest', async () => {
    const { tracker, store } = opened;
    const { key, view } = await tracker.keys.create({ name: 'anna', scope: 'admin', expiresAt: T0 + DAY });
    expect(view).to.deep.equal({
      keyId: key.slice(4, 12),
      name: 'anna',
      scopes: ['admin'],
      status: 'active',
      createdAt: new Date(T0).toISOString(),
      expiresAt: new Date(T0 + DAY).toISOString(),
    });
    expect(await tracker.keys.list()).to.deep.equal([view]);
    const { body } = (await store.read(RING))!;
    expect(body.toString()).to.contain(view.keyId).and.not.to.contain(key.slice(13));
    expect(JSON.stringify(await tracker.keys.list())).not.to.contain(
      JSON.parse(body.toString()).keys[0].digest,
    );
  });

  it('may have one name, so that one can take over from another, and are listed from the newest on', async () => {
    const { keys } = opened.tracker;
    const first = await keys.create({ name: 'anna', scope: 'read' });
    const second = await keys.create({ name: 'anna', scope: 'read' });
    expect((await keys.list()).map(({ keyId }) => keyId)).to.deep.equal([
      second.view.keyId,
      first.view.keyId,
    ]);
  });

  for (const name of ['', '  ', 'a\nb', '\u001b[31m', '\u202e', 'x'.repeat(101)])
    it(`refuse a name that cannot be shown: ${JSON.stringify(name.slice(0, 9))}`, async () => {
      const failure = await failureOf(opened.tracker.keys.create({ name, scope: 'read' }));
      expect(failure).to.be.instanceOf(TypeError);
      expect(await opened.tracker.keys.list()).to.deep.equal([]);
    });

  it('are needed by nobody as long as there are none', async () => {
    const { keys } = opened.tracker;
    expect(await keys.authenticate(undefined)).to.deep.equal({ kind: 'open' });
    expect(await keys.authenticate('ctk_')).to.deep.equal({ kind: 'open' });
    const { key, view } = await keys.create({ name: 'anna', scope: 'read' });
    expect(await keys.authenticate(undefined)).to.deep.equal({ kind: 'missing' });
    expect(await keys.authenticate('')).to.deep.equal({ kind: 'wrong', reason: 'unknown' });
    expect(await keys.authenticate(key)).to.have.nested.property('key.id', view.keyId);
    await keys.revoke(view.keyId);
    expect(await keys.authenticate(key)).to.deep.equal({ kind: 'open' });
  });

  it('expire by themselves, and close the server all the same', async () => {
    const { tracker, clock } = opened;
    const { key } = await tracker.keys.create({ name: 'anna', scope: 'read', expiresAt: T0 + 500 });
    expect((await tracker.keys.authenticate(key)).kind).to.equal('known');
    clock.now = T0 + 500;
    expect(await tracker.keys.authenticate(key)).to.deep.equal({ kind: 'wrong', reason: 'expired' });
    expect(await tracker.keys.authenticate(undefined)).to.deep.equal({ kind: 'missing' });
    expect(await tracker.keys.list()).to.have.nested.property('[0].status', 'expired');
  });

  it('are revoked once, and stay listed', async () => {
    const { tracker, clock } = opened;
    const { view } = await tracker.keys.create({ name: 'anna', scope: 'read' });
    clock.now = T0 + 7;
    const revoked = { ...view, status: 'revoked', revokedAt: new Date(T0 + 7).toISOString() };
    expect(await tracker.keys.revoke(view.keyId)).to.deep.equal(revoked);
    clock.now = T0 + 9;
    expect(await tracker.keys.revoke(view.keyId)).to.deep.equal(revoked);
    expect(await tracker.keys.list()).to.deep.equal([revoked]);
    expect(await tracker.keys.revoke('ffffffff')).to.equal(undefined);
  });

  it('are revoked in every process within a second, at one read a second', async () => {
    const { tracker, clock } = opened;
    const other = elsewhere();
    const { key, view } = await tracker.keys.create({ name: 'anna', scope: 'read' });
    await tracker.keys.create({ name: 'ben', scope: 'read' });
    const all = await Promise.all(Array.from({ length: 50 }, () => other.keys.authenticate(key)));
    expect(all.every(({ kind }) => kind === 'known')).to.equal(true);
    expect(other.reads.count).to.equal(1);
    await tracker.keys.revoke(view.keyId);
    expect(await tracker.keys.authenticate(key)).to.deep.equal({ kind: 'wrong', reason: 'revoked' });
    clock.now = T0 + 999;
    expect((await other.keys.authenticate(key)).kind).to.equal('known');
    expect(other.reads.count).to.equal(1);
    clock.now = T0 + 1_000;
    expect(await other.keys.authenticate(key)).to.deep.equal({ kind: 'wrong', reason: 'revoked' });
    expect(other.reads.count).to.equal(2);
  });

  it('are read anew when the clock was set back', async () => {
    const { tracker, clock } = opened;
    const other = elsewhere();
    expect(await other.keys.authenticate(undefined)).to.deep.equal({ kind: 'open' });
    await tracker.keys.create({ name: 'anna', scope: 'read' });
    clock.now = T0 - DAY;
    expect(await other.keys.authenticate(undefined)).to.deep.equal({ kind: 'missing' });
  });

  it('that two processes make at one time are all there', async () => {
    const { keys } = elsewhere();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? keys : opened.tracker.keys).create({ name: `${index}`, scope: 'read' }),
      ),
    );
    const ids = (await keys.list()).map(({ keyId }) => keyId);
    expect(ids).to.have.members(made.map(({ view }) => view.keyId));
  });

  it('let nobody in while they cannot be read, and are tried again at once', async () => {
    let away = true;
    const other = elsewhere({
      read: (recordId) =>
        away ? Promise.reject(new StoreUnavailableError('away')) : opened.store.read(recordId),
    });
    for (const options of [{}, { duringOutage: true }])
      expect(await failureOf(other.keys.authenticate(undefined, options))).to.be.instanceOf(
        StoreUnavailableError,
      );
    away = false;
    expect(await other.keys.authenticate(undefined)).to.deep.equal({ kind: 'open' });
  });

  it('that were read last count for what tells of the outage, and for nothing else', async () => {
    const { tracker, clock, store } = opened;
    let away = false;
    const other = elsewhere({
      read: (recordId) => (away ? Promise.reject(new StoreUnavailableError('away')) : store.read(recordId)),
    });
    const { key } = await tracker.keys.create({ name: 'prometheus', scope: 'read', expiresAt: T0 + DAY });
    await other.keys.authenticate(key);
    away = true;
    clock.now = T0 + 5_000;
    const during = (text: string | undefined) => other.keys.authenticate(text, { duringOutage: true });
    expect((await during(key)).kind).to.equal('known');
    expect(await during(undefined)).to.deep.equal({ kind: 'missing' });
    expect(await failureOf(other.keys.authenticate(key))).to.be.instanceOf(StoreUnavailableError);
    clock.now = T0 + DAY;
    expect(await during(key)).to.deep.equal({ kind: 'wrong', reason: 'expired' });
  });

  it('outlive the process that made them', async () => {
    const { key } = await opened.tracker.keys.create({ name: 'anna', scope: 'read' });
    const { keys } = createTracker({ store: opened.store, providers: [], now: () => opened.clock.now });
    expect((await keys.authenticate(key)).kind).to.equal('known');
  });
});
