import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { importLines } from '../../../../lib/cli/import/import-lines.ts';
import { readLines } from '../../../../lib/cli/import/read-lines.ts';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../../lib/providers/yodlee/index.ts';
import { openStore } from '../../../../lib/store/open.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { connectEvent, flows, yodleeEvent } from '../../../../lib/testing/index.ts';
import { createTracker } from '../../../../lib/tracker/create-tracker.ts';
import type { Tracker } from '../../../../lib/tracker/tracker.ts';

const START = Date.UTC(2025, 10, 22, 9, 30);
const NOW = START + 86_400_000;
const providers = [connectProvider(), yodleeProvider()];

type Import = (lines: readonly unknown[], options?: { provider?: string }) => ReturnType<typeof importLines>;

/** Imports lines, objects as their JSON, with a tracker whose `record` can be replaced. */
function importerFor(tracker: Pick<Tracker, 'record'>): Import {
  return (lines, options) => {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const chunks = (async function* () {
      yield Buffer.from(text);
    })();
    return importLines(readLines(chunks, 1_000), { tracker, providers, now: NOW, ...options });
  };
}

async function withTracker(use: (tracker: Tracker, run: Import) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-import-'));
  const tracker = createTracker({ store: await openStore(`lmdb://${folder}`), providers, now: () => 0 });
  try {
    await use(tracker, importerFor(tracker));
  } finally {
    await tracker.close();
    await rm(folder, { recursive: true });
  }
}

const flow = (customerId: string) => flows.left({ startAt: START, customerId }).map(({ body }) => body);

describe('importing lines', () => {
  it('records bodies as the vendors sent them, each for the provider whose shape it has', () =>
    withTracker(async (tracker, run) => {
      const { counts, unusable } = await run([
        ...flow('42'),
        yodleeEvent('initiated', { at: START, customerId: 'cd30' }),
      ]);
      expect(counts).to.include({ applied: 4, ping: 1, unusable: 0 });
      expect(unusable).to.deep.equal([]);
      expect(await tracker.customer('42')).to.include({ stage: 'adding' });
      expect(await tracker.customer('cd30', { provider: 'yodlee' })).to.include({ stage: 'initiated' });
    }));

  it('stores nothing twice when run again', () =>
    withTracker(async (tracker, run) => {
      await run(flow('42'));
      const before = await tracker.customer('42');
      const { counts } = await run(flow('42'));
      expect(counts).to.include({ applied: 0, late: 0, duplicate: 3, ping: 1 });
      expect(await tracker.customer('42')).to.deep.equal(before);
    }));

  it('takes the time of receipt from around a body, as ISO 8601 or in ms, else says now, and never later', () =>
    withTracker(async (tracker, run) => {
      const [, started, supported, adding] = flow('42');
      await run([
        { receivedAt: '2025-11-22T09:30:05.000Z', body: started },
        { receivedAt: START + 6_000, body: supported },
        adding,
        { receivedAt: NOW + 1, body: connectEvent('mfa', { at: START + 60_000, customerId: '42' }) },
      ]);
      const { sessionId = '' } = (await tracker.customer('42')) ?? {};
      const received = (await tracker.session(sessionId))?.timeline.map(({ receivedAt }) => receivedAt);
      expect(received).to.deep.equal([
        '2025-11-22T09:30:05.000Z',
        '2025-11-22T09:30:06.000Z',
        new Date(NOW).toISOString(),
        new Date(NOW).toISOString(),
      ]);
    }));

  it('does not call an event late because a timer has run out since', () =>
    withTracker(async (_tracker, run) => {
      const hours = [0, 1, 2].map((hour) => connectEvent('mfa', { at: START + hour * 3_600_000 }));
      expect((await run(hours)).counts).to.include({ applied: 3, late: 0 });
      expect((await run([connectEvent('started', { at: START - 1 })])).counts).to.include({ late: 1 });
    }));

  it('says which lines it cannot use and why, and never what they hold', () =>
    withTracker(async (_tracker, run) => {
      const secret = '8000008888';
      const { counts, unusable } = await run([
        connectEvent('started', { at: START }),
        `{"number": ${secret}`,
        { number: secret },
        ' \t\r',
        { receivedAt: secret.repeat(3), body: connectEvent('mfa', { at: START }) },
        { receivedAt: -1, body: connectEvent('mfa', { at: START }) },
        { eventType: 'mfa', eventId: secret },
        secret.repeat(200),
        `{"__proto__": ${secret}}`,
      ]);
      expect(counts).to.include({ applied: 1, blank: 1, unusable: 7 });
      expect(unusable.map(({ line, code }) => [line, code])).to.deep.equal([
        [2, 'invalid-json'],
        [3, 'unknown-shape'],
        [5, 'invalid-received-at'],
        [6, 'invalid-received-at'],
        [7, 'missing-customer'],
        [8, 'line-too-long'],
        [9, 'forbidden-key'],
      ]);
      expect(JSON.stringify(unusable)).not.to.include(secret);
    }));

  it('counts what is kept as unknown or invalid', () =>
    withTracker(async (_tracker, run) => {
      const { counts } = await run([
        connectEvent('started', { at: START, body: { eventType: 'brandNew' } }),
        connectEvent('unableToConnect', { at: START, payload: { code: {} } }),
      ]);
      expect(counts).to.include({ unknown: 1, invalid: 1 });
    }));

  it('reads every line as the provider that it is told', () =>
    withTracker(async (_tracker, run) => {
      const { unusable } = await run([connectEvent('started', { at: START })], { provider: 'yodlee' });
      expect(unusable.map(({ line }) => line)).to.deep.equal([1]);
    }));

  it('has at most 2,048 lines in flight, and keeps the order of those of a customer', async () => {
    const seen = new Map<string, string[]>();
    let inFlight = 0;
    let most = 0;
    const run = importerFor({
      record: async ({ id, customerId }) => {
        seen.set(customerId, [...(seen.get(customerId) ?? []), id]);
        most = Math.max(most, ++inFlight);
        // Longer than it takes to hand the others over.
        for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate);
        inFlight -= 1;
        return { status: 'applied' };
      },
    });
    const events = Array.from({ length: 6_000 }, (_, index) =>
      connectEvent('mfa', { at: START + index, customerId: String(index % 3), payload: {} }),
    );
    expect((await run(events)).counts).to.include({ applied: 6_000 });
    expect(most).to.equal(2_048);
    for (const customer of ['0', '1', '2'])
      expect(seen.get(customer)).to.deep.equal(
        events.filter(({ customerId }) => customerId === customer).map(({ eventId }) => eventId),
      );
  });

  it('has fewer in flight where they are long', async () => {
    let inFlight = 0;
    let most = 0;
    const record: Tracker['record'] = async () => {
      most = Math.max(most, ++inFlight);
      for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate);
      inFlight -= 1;
      return { status: 'applied' };
    };
    const long = JSON.stringify(connectEvent('mfa', { at: START, body: { note: 'x'.repeat(1_000_000) } }));
    const chunks = (async function* () {
      for (let line = 0; line < 20; line++) yield Buffer.from(`${long}\n`);
    })();
    await importLines(readLines(chunks, 1_100_000), { tracker: { record }, providers, now: NOW });
    expect(most).to.equal(9);
  });

  it('commits what is said of a customer together, however many others stand between', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-import-'));
    const store = await openStore(`lmdb://${folder}`);
    const commits: string[] = [];
    const commit: Store['commit'] = (change) => {
      commits.push(change.recordId);
      return store.commit(change);
    };
    const tracker = createTracker({ store: { ...store, commit }, providers, now: () => 0 });
    const sessions = Array.from({ length: 100 }, (_, index) => flow(String(index)));
    const mixed = sessions[0]!.flatMap((_, step) => sessions.map((session) => session[step]));
    const { counts } = await importerFor(tracker)(mixed);
    await tracker.close();
    await rm(folder, { recursive: true });
    expect(counts).to.include({ applied: 300, ping: 100 });
    // Some are cut in two where a turn of the event loop ends.
    expect(new Set(commits)).to.have.property('size', 100);
    expect(commits.length).to.be.below(110);
  });

  it('lets go of the event loop while it hands lines over', async () => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    let most = 0;
    let before = 0;
    let handedOver = 0;
    const run = importerFor({
      record: async () => {
        handedOver = turns === before ? handedOver + 1 : 1;
        before = turns;
        most = Math.max(most, handedOver);
        return { status: 'applied' };
      },
    });
    await run(Array.from({ length: 1_000 }, (_, index) => connectEvent('mfa', { at: START + index })));
    isOver = true;
    expect(most).to.be.within(1, 128);
  });

  it('calls a line unusable when the customer’s record is full, and keeps a hundred reasons', async () => {
    const run = importerFor({ record: async () => ({ status: 'full' }) });
    const events = Array.from({ length: 150 }, (_, index) => connectEvent('mfa', { at: START + index }));
    const { counts, unusable } = await run(events);
    expect(counts.unusable).to.equal(150);
    expect(unusable).to.have.lengthOf(100).and.to.have.nested.property('[99].code', 'record-full');
  });

  it('hands over nothing more when the store fails, and waits for what is under way', async () => {
    let underWay = 0;
    let handedOver = 0;
    const run = importerFor({
      record: async () => {
        handedOver += 1;
        underWay += 1;
        for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
        underWay -= 1;
        if (handedOver < 1_000) throw new StoreUnavailableError('disk full');
        return { status: 'applied' };
      },
    });
    const events = Array.from({ length: 2_000 }, (_, index) => connectEvent('mfa', { at: START + index }));
    const thrown = await run(events).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(StoreUnavailableError);
    expect(underWay).to.equal(0);
    expect(handedOver).to.be.below(1_000);
  });

  it('stops when the store fails', async () => {
    const run = importerFor({ record: async () => Promise.reject(new StoreUnavailableError('disk full')) });
    const thrown = await run(flow('42')).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(StoreUnavailableError);
  });
});
