import { expect } from 'chai';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import type { Reading } from '../../../lib/providers/provider.ts';
import {
  connectEvent,
  connectPing,
  customerOf,
  flows,
  loginNameOf,
  type TestProvider,
  testTracker,
  yodleeEvent,
} from '../../../lib/testing/index.ts';
import { connectMachine } from '../../../machines/index.ts';
import { failureOf } from '../../support/failure-of.ts';

const startAt = Date.UTC(2026, 2, 2, 9);
const customerId = '7001';

/** A provider of one's own: each entry of a body is an event, of the customer in the path. */
const bank: TestProvider = {
  name: 'bank',
  machine: connectMachine,
  read(body, { receivedAt, pathKey = '', headers }): Reading {
    const types = (body as { types?: string[] }).types;
    if (types === undefined) return { kind: 'unusable', code: 'no-types', detail: '/types must be a list' };
    const event = { provider: 'bank', customerId: pathKey, at: receivedAt, receivedAt, data: {} };
    return {
      kind: 'events',
      events: types.map((type, index) => ({ ...event, type, id: `${headers['x-batch']}-${index}` })),
    };
  },
};

describe('what is sent to a test tracker by its type', () => {
  it('happens now, for the customer of the factories unless one is named', async () => {
    await using t = await testTracker({ startAt });
    expect(await t.send('mfa')).to.equal('applied');
    expect(await t.customer(customerOf(1))).to.include({
      stage: 'mfa',
      since: new Date(startAt).toISOString(),
    });
    expect(await t.send('mfa', { customerId, institutionId: '9' })).to.equal('applied');
    expect(await t.customer(customerId)).to.include({ stage: 'mfa', institutionId: '9' });
  });

  it('keeps the order in which it was sent, although the clock stands still', async () => {
    await using t = await testTracker({ startAt });
    const types = ['mfa', 'adding', 'started', 'adding', 'adding'] as const;
    for (const type of types) expect(await t.send(type, { customerId })).to.equal('applied');
    expect((await t.sessions(customerId))[0]?.timeline.map(({ type }) => type)).to.deep.equal(types);
    expect(t.now()).to.equal(startAt + 4);
  });

  it('happens at a time of one’s own: late when that is over, and the clock goes on to one that is to come', async () => {
    await using t = await testTracker({ startAt });
    await t.send('mfa', { customerId });
    expect(await t.send('adding', { customerId, at: startAt - 60_000 })).to.equal('late');
    expect(t.now()).to.equal(startAt);
    expect(await t.send('discovered', { customerId, at: startAt + 60_000 })).to.equal('applied');
    expect(t.now()).to.equal(startAt + 60_000);
    expect(
      (await t.sessions(customerId))[0]?.timeline.map(({ at }) => Date.parse(at) - startAt),
    ).to.deep.equal([-60_000, 0, 60_000]);
  });

  it('is read as in production: a wrong payload is invalid, a ping nothing', async () => {
    await using t = await testTracker({ startAt });
    expect(await t.send('unableToConnect', { customerId, payload: { code: 'x' } })).to.equal('invalid');
    expect(await t.send('ping')).to.equal('ping');
    expect(await t.customer(customerOf(1))).to.equal(undefined);
  });

  it('goes to the provider whose type it is', async () => {
    await using t = await testTracker({ startAt });
    await t.send('failed', { data: { reason: 'EXPIRED' } });
    const customer = await t.customer(loginNameOf(1), { provider: 'yodlee' });
    expect(customer).to.include({ stage: 'failed', outcome: 'failed', reason: 'EXPIRED' });
  });

  it('does not compile when it is misspelt, and is refused with all types there are', async () => {
    await using t = await testTracker({ startAt });
    // @ts-expect-error there is no such type
    expect(await failureOf(t.send('mfas')))
      .to.be.an.instanceOf(TypeError)
      .with.property('message')
      .that.matches(
        /^there is no event type "mfas" to send; there are ping, started, .*, done, reportDone, initiated, .*riskAnalytics\./,
      );
    // @ts-expect-error and no such option
    await t.send('mfa', { custemerId: customerId });
  });
});

describe('a body that is sent to a test tracker', () => {
  it('is read by the provider that can read it', async () => {
    await using t = await testTracker({ startAt });
    expect(await t.send(connectEvent('adding', { at: startAt, customerId }))).to.equal('applied');
    expect(await t.send(yodleeEvent('initiated', { at: startAt, customerId }))).to.equal('applied');
    expect(await t.send(connectPing())).to.equal('ping');
    expect(await t.customer(customerId)).to.include({ stage: 'adding' });
    expect(await t.customer(customerId, { provider: 'yodlee' })).to.include({ stage: 'initiated' });
  });

  it('keeps its place behind what was sent before it', async () => {
    await using t = await testTracker({ startAt });
    for (const type of ['mfa', 'adding'] as const)
      await t.send(connectEvent(type, { at: startAt + 3_600_000, customerId }));
    expect(await t.customer(customerId)).to.include({ stage: 'adding' });
  });

  it('says why when nothing can be made of it', async () => {
    await using t = await testTracker({ startAt });
    const { customerId: _, ...nobody } = connectEvent('mfa');
    expect(String(await failureOf(t.send(nobody)))).to.match(
      /^TypeError: nothing can be made of this body: connect says \/customerId must be .* \(missing-customer\); yodlee says \/event\/info/,
    );
    expect(String(await failureOf(t.send(nobody, { provider: 'connect' })))).to.match(
      /\(missing-customer\)\.$/,
    );
  });

  it('has to be given its provider where several can read it', async () => {
    await using t = await testTracker({
      startAt,
      providers: [connectProvider(), { ...connectProvider(), name: 'other' }],
    });
    expect(String(await failureOf(t.send(connectEvent('mfa'))))).to.equal(
      'TypeError: this body can be read by connect and other: send it with { provider }.',
    );
    expect(await t.send(connectEvent('mfa', { customerId }), { provider: 'other' })).to.equal('applied');
  });

  it('can bear a key in its path, as the vendor would be given it', async () => {
    await using t = await testTracker({ startAt });
    await t.send(connectEvent('started', { customerId }), { pathKey: 'order-4711' });
    expect(await t.customer(customerId)).to.include({ sessionKey: 'order-4711' });
  });
});

describe('a delivery that is sent to a test tracker', () => {
  it('comes when it arrives', async () => {
    await using t = await testTracker({ startAt });
    const delivery = flows.full.step(1, startAt, { customerId });
    await t.send({ ...delivery, arrivesAt: startAt + 60_000 });
    expect(t.now()).to.equal(startAt + 60_000);
    expect((await t.sessions(customerId))[0]?.timeline[0]).to.include({
      at: new Date(startAt).toISOString(),
      receivedAt: new Date(startAt + 60_000).toISOString(),
    });
  });

  it('may be of a provider of one’s own, with headers, a path and several events', async () => {
    await using t = await testTracker({ startAt, providers: [bank] });
    const body = { types: ['started', 'adding', 'mfa'] };
    const details = { headers: { 'x-batch': 'b1' }, pathKey: customerId };
    expect(await t.send({ provider: 'bank', body, ...details })).to.equal('applied');
    expect(await t.send({ provider: 'bank', body, ...details, at: startAt })).to.equal('duplicate');
    expect(await t.send({ types: ['discovered'] }, { ...details, headers: { 'x-batch': 'b2' } })).to.equal(
      'applied',
    );
    expect((await t.sessions(customerId))[0]?.timeline.map(({ eventId }) => eventId)).to.deep.equal([
      'b1-0',
      'b1-1',
      'b1-2',
      'b2-0',
    ]);
    expect(await t.customer(customerId)).to.include({ provider: 'bank', stage: 'discovered' });
  });

  it('is refused when there is no provider of that name, naming those there are', async () => {
    await using t = await testTracker({ startAt, providers: [bank] });
    for (const failure of [await failureOf(t.send('mfa')), await failureOf(t.play(flows.full()))])
      expect(String(failure)).to.equal(
        'TypeError: this tracker has no provider called "connect", but bank: name it in { providers }.',
      );
  });
});
