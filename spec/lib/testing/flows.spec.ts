import { expect } from 'chai';
import { createDefinition } from '../../../lib/fold/definition.ts';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { fold } from '../../../lib/fold/fold.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { receive } from '../../../lib/providers/receive.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { type FlowName, flows, type VendorDelivery } from '../../../lib/testing/index.ts';
import { mintTime } from '../../../lib/testing/mint.ts';

const START = Date.UTC(2025, 10, 22, 9, 30);
const providers = { connect: connectProvider(), yodlee: yodleeProvider() };

/** The stage and the outcome that the machine gives each flow at its last event. */
const endings: Record<FlowName, string> = {
  full: 'done, completed',
  fullWithMfa: 'done, completed',
  oauth: 'done, completed',
  lite: 'done, completed',
  fix: 'done, completed',
  fixOauth: 'done, completed',
  joint: 'done, completed',
  transfer: 'done, completed',
  severalBanks: 'done, completed',
  wrongPassword: 'invalidCredentials, open',
  notFound: 'institutionNotSupported, open',
  bankDown: 'unableToConnect, open',
  cancelled: 'done, cancelled',
  left: 'adding, open',
  withReport: 'done, completed',
  microDeposits: 'success, completed',
};

/** What the provider makes of a flow, by customer. */
async function logsOf(name: FlowName): Promise<LoggedEvent[][]> {
  const logs = new Map<string, LoggedEvent[]>();
  for (const { provider, body, at } of flows[name]({ startAt: START })) {
    const delivery = { body: Buffer.from(JSON.stringify(body)), headers: {}, receivedAt: at };
    const received = await receive(providers[provider], delivery);
    if (received.kind === 'ping') continue;
    if (received.kind !== 'events') throw new Error(JSON.stringify(received));
    for (const { customerId, provider: _, ...event } of received.events)
      logs.set(customerId, [...(logs.get(customerId) ?? []), event]);
  }
  return [...logs.values()];
}

const typesOf = (deliveries: readonly VendorDelivery[]) => deliveries.map(({ type }) => type);
const play = (name: FlowName) => flows[name]({ startAt: START });

describe('a flow', () => {
  for (const [name, ending] of Object.entries(endings) as [FlowName, string][])
    it(`${name} goes as its machine expects, to ${ending}`, async () => {
      const definition = createDefinition(providers[flows[name].provider].machine);
      for (const log of await logsOf(name)) {
        expect(log.filter(({ status }) => status !== undefined)).to.deep.equal([]);
        const { folded, steps } = fold(definition, log, log.at(-1)?.at ?? 0);
        expect(steps.filter(({ expected }) => !expected)).to.deep.equal([]);
        const ends = folded.sessions.map(({ snapshot }) => `${snapshot.value}, ${snapshot.context.outcome}`);
        expect(ends).to.deep.equal([ending]);
      }
    });

  it('with a challenge has the order that the vendor describes', () => {
    expect(typesOf(play('fullWithMfa'))).to.deep.equal([
      'ping',
      'started',
      'institutionSupported',
      'adding',
      'mfa',
      'discovered',
      'added',
      'done',
    ]);
  });

  it('by OAuth has the spacing of the captured session, to a tenth of a second', () => {
    const [, started, ...rest] = play('oauth');
    const seconds = rest.map(({ type, at }) => [type, Math.round((at - Number(started?.at)) / 100) / 10]);
    expect(seconds).to.deep.equal([
      ['institutionSupported', 0.3],
      ['adding', 2.5],
      ['processing', 15.3],
      ['added', 28.9],
      ['done', 31.8],
    ]);
  });

  it('of Connect begins with the ping of the generate call', () => {
    for (const [name, { provider }] of Object.entries(flows))
      expect(typesOf(play(name as FlowName))[0] === 'ping', name).to.equal(provider === 'connect');
  });

  it('never goes back in time, and lasts as long as it says', () => {
    for (const name of Object.keys(flows) as FlowName[]) {
      const times = play(name).map(({ at }) => at);
      expect(times, name).to.deep.equal([...times].sort((one, other) => one - other));
      expect(times.at(-1), name).to.equal(START + flows[name].duration);
    }
  });

  it('has different event ids throughout, and the same ones when played again', () => {
    const ids = play('severalBanks').map(({ body }) => body['eventId']);
    expect(new Set(ids)).to.have.lengthOf(ids.length);
    expect(play('severalBanks')).to.deep.equal(play('severalBanks'));
  });

  it('begins now unless it is told when, each a little later than the one before', () => {
    // What else this process has minted may be ahead of its clock.
    const before = mintTime();
    const [one, other] = [flows.full(), flows.full()];
    expect(one[0]?.at).to.be.within(before + 1, Math.max(before + 1, Date.now()));
    expect(other[0]?.at).to.be.greaterThan(Number(one[0]?.at));
    expect(other[1]?.body['eventId']).not.to.equal(one[1]?.body['eventId']);
  });

  it('can be told when it ends', () => {
    const deliveries = flows.wrongPassword({ endAt: START });
    expect(deliveries.at(-1)?.at).to.equal(START);
    expect(deliveries).to.deep.equal(flows.wrongPassword({ startAt: START - flows.wrongPassword.duration }));
    // @ts-expect-error one or the other
    flows.full({ startAt: START, endAt: START });
  });

  it('says what happens in it, whose it is, and how many deliveries it has', () => {
    for (const [name, flow] of Object.entries(flows)) {
      expect(flow.description, name).to.match(/^\w+: /);
      expect(flow(), name).to.have.lengthOf(flow.deliveries);
      expect(new Set(flow().map(({ provider }) => provider)), name).to.deep.equal(new Set([flow.provider]));
    }
  });

  it('of joint borrowers has two customers in one session', () => {
    const customers = flows
      .joint({ startAt: START, customerId: '42' })
      .flatMap(({ customerId }) => customerId ?? []);
    expect(new Set(customers)).to.have.lengthOf(2).and.include('42');
  });

  it('through several banks names at each account its own bank, and at the root the first', () => {
    const payloads = flows
      .severalBanks({ startAt: START, institutionId: '9' })
      .filter(({ type }) => type === 'added')
      .map(({ body }) => body['payload'] as { institutionId: string; accounts: { institutionId: string }[] });
    expect(payloads.map(({ institutionId }) => institutionId)).to.deep.equal(['9', '9']);
    expect(payloads.map(({ accounts }) => accounts[0]?.institutionId)).to.deep.equal(['9', '102176']);
  });

  it('says with its last event how the customer left', () => {
    const triggers = (['full', 'cancelled'] as const).map((name) => play(name).at(-1)?.body['eventTrigger']);
    expect(triggers).to.deep.equal(['userSubmit', 'userExit']);
  });

  it('can be taken step by step, at times of one’s own', () => {
    const delivery = flows.full.step(1, START + 5, { customerId: '42', sessionKey: 'k' });
    expect(delivery).to.include({ type: 'started', customerId: '42', at: START + 5 });
    expect(delivery.body).to.have.deep.property('webhookData', { sessionId: 'k' });
    expect(() => flows.full.step(99, START)).to.throw(RangeError, 'none of index 99');
  });
});
