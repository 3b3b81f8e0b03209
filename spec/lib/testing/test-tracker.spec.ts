import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMachine } from 'xstate';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { openStore } from '../../../lib/store/open.ts';
import type { Store } from '../../../lib/store/store.ts';
import { connectEvent, flows, shuffle, type TestTracker, testTracker } from '../../../lib/testing/index.ts';
import { connectMachine } from '../../../machines/index.ts';
import { failureOf } from '../../support/failure-of.ts';

const startAt = Date.UTC(2026, 2, 2, 9);
const customerId = '7001';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `effect kind` of each notice, with the minutes since the start at which it was told. */
const told = ({ alerts }: TestTracker) =>
  alerts.map(({ alert, kind, customerId: of = alert.institutionId }) => {
    const { raisedAt, resolved, acknowledged } = alert;
    const at = kind === 'raised' ? raisedAt : kind === 'resolved' ? resolved?.at : acknowledged?.at;
    return `${(Number(at) - startAt) / MINUTE} ${of} ${alert.effect} ${kind}`;
  });

describe('a test tracker', () => {
  it('has a clock that only its test moves', async () => {
    const before = Date.now();
    await using t = await testTracker();
    expect(t.now()).to.be.within(before, Date.now());
    const first = t.now();
    await t.send('mfa', { customerId });
    await new Promise((resolve) => setImmediate(resolve));
    expect(t.now()).to.equal(first);
    await t.advance('1h30m');
    await t.advance(500);
    expect(t.now()).to.equal(first + 1.5 * HOUR + 500);
  });

  it('finds everything that falls due at its time, however far the clock is moved', async () => {
    await using t = await testTracker({ startAt });
    await t.send('mfa', { customerId });
    await t.send('adding', { customerId: '7002', at: startAt + MINUTE });
    await t.advance('30d');
    expect(told(t)).to.deep.equal([
      '5 7001 sessionStuck raised',
      '6 7002 sessionStuck raised',
      '135 7001 sessionStuck resolved',
      '135 7001 sessionAbandoned raised',
      '136 7002 sessionStuck resolved',
      '136 7002 sessionAbandoned raised',
    ]);
    for (const { alert } of t.alerts) expect(alert.raisedAt).to.equal(alert.at);
    expect(await t.customer(customerId)).to.include({ stage: 'abandoned', outcome: 'abandoned' });
  });

  it('stops at the moment that was asked for', async () => {
    await using t = await testTracker({ startAt });
    await t.send('mfa', { customerId });
    await t.advance(5 * MINUTE - 1);
    expect(told(t)).to.deep.equal([]);
    await t.advance(1);
    expect(told(t)).to.deep.equal(['5 7001 sessionStuck raised']);
    expect(t.now()).to.equal(startAt + 5 * MINUTE);
  });

  it('tells each effect, also those of events, as soon as it is asked', async () => {
    await using t = await testTracker({ startAt });
    await t.play(flows.full({ startAt, customerId }));
    expect(t.alerts.map(({ alert, kind, severity }) => [alert.effect, kind, severity])).to.deep.equal([
      ['sessionCompleted', 'raised', 'info'],
    ]);
    await t.send('mfa', { customerId: '7002' });
    await t.advance('5m');
    const [alert] = (await t.tracker.alerts()).alerts;
    await t.tracker.acknowledge(alert?.alertId ?? '', { by: 'anna' });
    await t.send('discovered', { customerId: '7002' });
    expect(t.alerts.slice(1).map(({ kind }) => kind)).to.deep.equal(['raised', 'acknowledged', 'resolved']);
    expect(t.alerts.at(-1)).to.include({ customerId: '7002', severity: 'warning' });
  });

  it('tells what happens at one moment customer by customer, and the trouble of their bank last', async () => {
    await using t = await testTracker({
      startAt,
      alerts: { institutionTrouble: { customers: 4, within: HOUR } },
    });
    const customers = ['7004', '7001', '7003', '7005', '7002'];
    for (const one of customers.slice(0, 3))
      await t.send('mfa', { customerId: one, at: startAt, institutionId: '9' });
    await t.send('mfa', { customerId: '7006', at: startAt, institutionId: '8' });
    await t.advance('5m');
    expect(told(t)).to.deep.equal([
      '5 7001 sessionStuck raised',
      '5 7003 sessionStuck raised',
      '5 7004 sessionStuck raised',
      '5 7006 sessionStuck raised',
    ]);
    for (const one of customers.slice(3))
      await t.send('mfa', { customerId: one, at: t.now(), institutionId: '9' });
    await t.advance('5m');
    const since = t.alerts.slice(4).map(({ customerId: of, alert, kind }) => [of, alert.effect, kind]);
    expect(since).to.deep.equal([
      ['7001', 'sessionStuck', 'resolved'],
      ['7003', 'sessionStuck', 'resolved'],
      ['7004', 'sessionStuck', 'resolved'],
      [undefined, 'institutionTrouble', 'raised'],
    ]);
  });

  it('lets what is sent at a deadline happen behind it', async () => {
    await using t = await testTracker({ startAt });
    await t.send('mfa', { customerId });
    await t.advance('5m');
    await t.send('discovered', { customerId });
    expect(t.alerts.map(({ kind, alert }) => [kind, alert.resolved?.reason])).to.deep.equal([
      ['raised', undefined],
      ['resolved', 'recovered'],
    ]);
    expect(t.now()).to.equal(startAt + 5 * MINUTE + 1);
  });

  it('tells what an event brought too late once the crowd has passed, as in production', async () => {
    await using t = await testTracker({ startAt });
    await t.advance('1h');
    await t.send(connectEvent('mfa', { at: startAt, customerId }));
    expect(told(t)).to.deep.equal([]);
    await t.advance('10s');
    expect(told(t)).to.deep.equal(['60 7001 sessionStuck raised']);
  });

  it('tries a sink of one’s own again when that is due, and keeps what it told itself', async () => {
    const tries: number[] = [];
    const send = async () => {
      tries.push(t.now());
      if (tries.length < 3) throw new Error('down');
      return {};
    };
    const own = { name: 'own', type: 'log', tellsAcknowledged: false } as const;
    const sink = { ...own, send, close() {} };
    const rest = {
      lease: 10_000,
      giveUpAfter: HOUR,
      wants: () => true,
      severityOf: () => 'info' as const,
      sink,
    };
    await using t = await testTracker({ startAt, alerts: { sinks: [{ ...own, ...rest }] } });
    await t.send('mfa', { customerId });
    await t.advance('10m');
    expect(tries).to.have.lengthOf(3);
    expect(tries[0]).to.equal(startAt + 5 * MINUTE);
    expect(tries[1]).to.be.greaterThan(tries[0]!);
    expect(tries[2]).to.be.within(tries[1]!, startAt + 10 * MINUTE);
    expect(told(t)).to.have.lengthOf(1);
  });

  it('runs machines of one’s own', async () => {
    const machines = [connectMachine.provide({ delays: { mfa: MINUTE } })];
    await using t = await testTracker({ startAt, machines });
    await t.send('mfa', { customerId });
    await t.advance('1h');
    expect(told(t)[0]).to.equal('1 7001 sessionStuck raised');
  });

  it('takes the settings of a tracker', async () => {
    await using t = await testTracker({
      startAt,
      stuckAfter: [{ stage: 'mfa', rule: { kind: 'fixed', ms: MINUTE } }],
    });
    await t.send('mfa', { customerId });
    await t.advance('1m');
    expect(await t.customer(customerId)).to.include({ stuck: true });
  });
});

describe('deliveries that are played to a test tracker', () => {
  it('come each at its time, and the clock stands at the last', async () => {
    await using t = await testTracker({ startAt });
    const flow = flows.oauth({ startAt: startAt + HOUR, customerId });
    expect(await t.play(flow)).to.deep.equal(['ping', ...Array(6).fill('applied')]);
    expect(t.now()).to.equal(startAt + HOUR + flows.oauth.duration);
    const [session] = await t.sessions(customerId);
    expect(session?.timeline.map(({ at, receivedAt }) => [at, receivedAt])).to.deep.equal(
      flow.slice(1).map(({ at }) => [new Date(at).toISOString(), new Date(at).toISOString()]),
    );
  });

  it('let what falls due between them happen', async () => {
    await using t = await testTracker({ startAt });
    const left = flows.left({ startAt, customerId });
    await t.play([...left, ...flows.left({ startAt: startAt + HOUR, customerId: '7002' })]);
    const stuckAt = (flows.left.duration + 5 * MINUTE) / MINUTE;
    expect(told(t)).to.deep.equal([`${stuckAt} 7001 sessionStuck raised`]);
  });

  it('end as they would in order, whatever their disorder', async () => {
    await using t = await testTracker({ startAt });
    await t.play(flows.severalBanks({ startAt, customerId }));
    await t.play(shuffle(flows.severalBanks({ startAt, customerId: '7002' })));
    const [one, other] = [await t.sessions(customerId), await t.sessions('7002')];
    const stagesOf = ([session]: typeof one) =>
      session?.timeline.map(({ type, stage, at }) => [type, stage, at]);
    expect(stagesOf(other)).to.deep.equal(stagesOf(one));
  });

  it('come in the order of their arrival, in whatever order they are given', async () => {
    await using t = await testTracker({ startAt });
    const flow = flows.full({ startAt, customerId });
    expect(await t.play([...flow].reverse())).to.deep.equal(['ping', ...Array(6).fill('applied')]);
  });

  it('come now when they should have come before', async () => {
    await using t = await testTracker({ startAt });
    await t.advance('1h');
    await t.play(flows.left({ startAt, customerId }));
    expect(t.now()).to.equal(startAt + HOUR);
    expect(await t.customer(customerId)).to.include({ stage: 'adding', stuck: true });
  });
});

describe('what is asked of a test tracker', () => {
  it('is about its first provider unless another is named', async () => {
    await using t = await testTracker({ startAt });
    await t.send('initiated', { customerId: 'ada' });
    expect(await t.customer('ada')).to.equal(undefined);
    expect(await t.customer('ada', { provider: 'yodlee' })).to.include({ stage: 'initiated' });
    expect(await t.sessions('ada', { provider: 'yodlee' })).to.have.lengthOf(1);
  });

  it('has the sessions of a customer with their timelines, the newest first, or none', async () => {
    await using t = await testTracker({ startAt });
    await t.play(flows.full({ startAt, customerId }));
    await t.advance('1h');
    await t.send('started', { customerId });
    const sessions = await t.sessions(customerId);
    expect(sessions.map(({ stage, timeline }) => [stage, timeline.length])).to.deep.equal([
      ['started', 1],
      ['done', 6],
    ]);
    expect(await t.session(sessions[1]?.sessionId ?? '')).to.deep.equal(sessions[1]);
    expect(await t.sessions('7009')).to.deep.equal([]);
  });

  it('can be about a moment', async () => {
    await using t = await testTracker({ startAt });
    await t.play(flows.full({ startAt, customerId }));
    const [session] = await t.sessions(customerId, { at: startAt + 5_000 });
    expect(session).to.include({ stage: 'started' }).with.property('timeline').with.lengthOf(1);
  });
});

describe('things that are done to a test tracker at once', () => {
  it('happen one after the other', async () => {
    await using t = await testTracker({ startAt });
    await Promise.all([
      t.play(flows.left({ startAt, customerId })),
      t.advance('5m'),
      t.send('processing', { customerId }),
    ]);
    expect((await t.sessions(customerId))[0]?.timeline.map(({ type }) => type)).to.deep.equal([
      'started',
      'institutionSupported',
      'adding',
      'sessionStuck',
      'processing',
    ]);
  });

  it('go on after one that failed', async () => {
    await using t = await testTracker({ startAt });
    const failing = failureOf(t.advance('soon'));
    await t.send('mfa', { customerId });
    expect(await failing)
      .to.be.an.instanceOf(RangeError)
      .with.property('message')
      .that.matches(/^advance\(\) takes/);
    expect(await t.customer(customerId)).to.include({ stage: 'mfa' });
  });
});

describe('a test tracker on a store of one’s own', () => {
  let folder: string;
  let store: Store;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-spec-'));
    store = await openStore(`lmdb://${folder}`);
    await using t = await testTracker({ startAt, store: keptOpen(store) });
    await t.send('mfa', { customerId });
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  /** A store that outlives its tracker. */
  const keptOpen = (one: Store): Store => ({ ...one, close: async () => {} });

  it('goes on with what is there, by the settings of now', async () => {
    const machines = [connectMachine.provide({ delays: { mfa: MINUTE } })];
    await using t = await testTracker({ startAt: startAt + 1_000, store: keptOpen(store), machines });
    await t.advance('1h');
    expect(told(t)).to.deep.equal(['1 7001 sessionStuck raised']);
  });

  it('fails its test when something goes wrong in the background, unless its observer is told', async () => {
    let isFull = false;
    const commit: Store['commit'] = async (change) => {
      if (isFull) throw new StoreUnavailableError('the disk is full');
      return store.commit(change);
    };
    await using t = await testTracker({ startAt, store: { ...keptOpen(store), commit } });
    const heard: unknown[] = [];
    const observer = { failed: (error: unknown) => heard.push(error) };
    await using calm = await testTracker({ startAt, store: { ...keptOpen(store), commit }, observer });
    isFull = true;
    expect(String(await failureOf(t.advance('5m')))).to.equal('StoreUnavailableError: the disk is full');
    await calm.advance('5m');
    expect(heard.map(String)).to.include('StoreUnavailableError: the disk is full');
  });
});

describe('a test tracker that is closed', () => {
  const { TMPDIR } = process.env;

  afterEach(() => {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  });

  it('leaves nothing behind, may be closed twice, and takes nothing more', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-spec-'));
    process.env['TMPDIR'] = folder;
    const t = await testTracker();
    expect(await readdir(folder)).to.have.lengthOf(1);
    await t.send('mfa');
    await Promise.all([t.close(), t.close()]);
    await t.close();
    expect(await readdir(folder)).to.deep.equal([]);
    expect(String(await failureOf(t.send('mfa')))).to.include('is closed');
    await rm(folder, { recursive: true });
  });

  it('closes a sink of one’s own once', async () => {
    const closed: string[] = [];
    const own = { name: 'own', type: 'log', tellsAcknowledged: false } as const;
    const sink = { ...own, send: async () => ({}), close: () => void closed.push('own') };
    const rest = {
      lease: 10_000,
      giveUpAfter: HOUR,
      wants: () => true,
      severityOf: () => 'info' as const,
      sink,
    };
    const t = await testTracker({ alerts: { sinks: [{ ...own, ...rest }] } });
    await Promise.all([t.close(), t.close()]);
    expect(closed).to.deep.equal(['own']);
  });

  it('leaves nothing behind either when it could not be made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-spec-'));
    process.env['TMPDIR'] = folder;
    const nameless = { ...connectProvider(), machine: createMachine({ id: 'no name' }) };
    expect(await failureOf(testTracker({ providers: [nameless] }))).to.be.an('error');
    expect(await readdir(folder)).to.deep.equal([]);
    await rm(folder, { recursive: true });
  });

  it('is quick to make, also on a machine that has much else to do', async () => {
    const begin = performance.now();
    for (let count = 0; count < 15; count += 1) await (await testTracker()).close();
    expect(performance.now() - begin).to.be.below(5_000);
  });
});
