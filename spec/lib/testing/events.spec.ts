import { expect } from 'chai';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import type { Provider } from '../../../lib/providers/provider.ts';
import { receive } from '../../../lib/providers/receive.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import {
  CONNECT_TYPES,
  connectEvent,
  connectPing,
  customerOf,
  YODLEE_TYPES,
  yodleeEvent,
} from '../../../lib/testing/index.ts';
import type { YodleeBody } from '../../../schemas/types.ts';

const AT = 1688829063731;

async function received(provider: Provider, body: object) {
  const bytes = Buffer.from(JSON.stringify(body));
  const result = await receive(provider, { body: bytes, headers: {}, receivedAt: AT + 1_000 });
  if (result.kind !== 'events') throw new Error(`not an event: ${JSON.stringify(result)}`);
  return result.events[0]!;
}

describe('an event made for Connect', () => {
  for (const type of CONNECT_TYPES)
    it(`is taken as a valid ${type}`, async () => {
      const event = await received(
        connectProvider(),
        connectEvent(type, { at: AT, customerId: '6030781868' }),
      );
      expect(event).to.include({ provider: 'connect', type, customerId: '6030781868', at: AT });
      expect(event).not.to.have.property('status');
    });

  it('has an id of its time and 24 hex digits, another for each type, time and customer', () => {
    const ids = [
      connectEvent('mfa', { at: AT }),
      connectEvent('adding', { at: AT }),
      connectEvent('mfa', { at: AT + 1 }),
      connectEvent('mfa', { at: AT, customerId: '7' }),
    ].map(({ eventId }) => String(eventId));
    for (const id of ids) expect(id).to.match(/^\d{13}-[0-9a-f]{24}$/);
    expect(ids[0]).to.match(/^1688829063731-/);
    expect(new Set(ids)).to.have.lengthOf(4);
  });

  it('is the same for the same arguments and another for another seed', () => {
    expect(connectEvent('added', { at: AT, seed: 5 })).to.deep.equal(
      connectEvent('added', { at: AT, seed: 5 }),
    );
    expect(connectEvent('added', { at: AT, seed: 6 })).not.to.deep.equal(
      connectEvent('added', { at: AT, seed: 5 }),
    );
    expect(customerOf(5)).to.match(/^[1-9]\d{9}$/);
  });

  it('happens now and has a new id when it is not told when it happens', () => {
    const before = Date.now();
    const ids = Array.from({ length: 100 }, () => String(connectEvent('mfa')['eventId']));
    expect(new Set(ids)).to.have.lengthOf(100);
    expect([...ids].sort()).to.deep.equal(ids);
    expect(Number(ids[0]?.slice(0, 13))).to.be.within(before, Date.now() + 200);
  });

  it('carries what must never be kept: account numbers, balances and names', () => {
    const { payload } = connectEvent('added', { at: AT }) as { payload: { accounts: object[] } };
    for (const account of payload.accounts)
      expect(account).to.include.keys(
        'number',
        'balance',
        'name',
        'accountNickname',
        'realAccountNumberLast4',
      );
  });

  it('adds accounts that were discovered, whose ids were numbers then', () => {
    const ids = (type: 'discovered' | 'added') => {
      const { payload } = connectEvent(type, { at: AT }) as { payload: { accounts: { id: unknown }[] } };
      return payload.accounts.map(({ id }) => id);
    };
    expect(ids('discovered').map(String)).to.include.members(ids('added'));
    expect(ids('added')).to.have.lengthOf.within(1, ids('discovered').length - 1);
    expect(ids('discovered')[0]).to.be.a('number');
  });

  it('says that a connection is OAuth as a real delivery does, and leaves it out otherwise', () => {
    expect(connectEvent('adding', { at: AT, oauth: true }).payload).to.have.property('oauth', true);
    expect(connectEvent('adding', { at: AT }).payload).not.to.have.property('oauth');
  });

  it('brings the session key back as webhook data', async () => {
    const body = connectEvent('started', { at: AT, sessionKey: 'order-4711' });
    expect(body).to.have.deep.property('webhookData', { sessionId: 'order-4711' });
    expect(await received(connectProvider(), body)).to.have.property('key', 'order-4711');
  });

  it('can be changed in its payload and in its body', () => {
    const body = connectEvent('unableToConnect', {
      at: AT,
      payload: { code: 910 },
      body: { eventId: 'e-1' },
    });
    expect(body).to.include({ eventType: 'unableToConnect', eventId: 'e-1' });
    expect(body.payload).to.deep.equal({ institutionId: '101732', code: 910 });
  });

  it('has a ping of exactly the 33 bytes that the vendor sends', () => {
    expect(JSON.stringify(connectPing())).to.equal('{"eventType":"ping","payload":{}}').with.lengthOf(33);
  });
});

describe('an event made for Yodlee', () => {
  for (const type of YODLEE_TYPES)
    it(`is taken as a valid ${type}`, async () => {
      const event = await received(yodleeProvider(), yodleeEvent(type, { at: AT, customerId: 'cd30' }));
      expect(event).to.include({ provider: 'yodlee', type, customerId: 'cd30', at: AT - 731 });
      expect(event).not.to.have.property('status');
    });

  it('has a new id when it is not told when it happens', () => {
    const ids = Array.from(
      { length: 100 },
      () => (yodleeEvent('deposited') as YodleeBody).event.notificationId,
    );
    expect(new Set(ids)).to.have.lengthOf(100);
  });

  it('tells all statuses of one verification', async () => {
    const keys = ['initiated', 'deposited', 'failed'] as const;
    const verifications = await Promise.all(
      keys.map((type) => received(yodleeProvider(), yodleeEvent(type, { at: AT }))),
    );
    expect(new Set(verifications.map(({ key }) => key))).to.have.lengthOf(1);
  });

  it('can be changed in its data', async () => {
    const body = yodleeEvent('failed', { at: AT, data: { reason: 'DATA_MISMATCH' } });
    expect((await received(yodleeProvider(), body)).data).to.have.property('reason', 'DATA_MISMATCH');
  });
});
