import { expect } from 'chai';
import { ConfigurationError } from '../../../../lib/errors.ts';
import { connectProvider, sign } from '../../../../lib/providers/connect/index.ts';
import type { Delivery } from '../../../../lib/providers/provider.ts';
import { receive } from '../../../../lib/providers/receive.ts';
import { connectMachine } from '../../../../machines/connect.ts';
import { deliveryOf, eventOf, RECEIVED_AT } from '../delivery.ts';

const provider = connectProvider();
const base = {
  customerId: '1',
  eventType: 'mfa',
  eventId: '1700000000000-abc',
  payload: { institutionId: '5' },
};
const received = (changes: object, more: Partial<Delivery> = {}) =>
  receive(provider, deliveryOf({ ...base, ...changes }, more));
const event = async (changes: object, more: Partial<Delivery> = {}) => eventOf(await received(changes, more));

describe('the Connect provider', () => {
  it('is named connect and drives the connect machine', () => {
    expect(provider.name).to.equal('connect');
    expect(provider.machine).to.equal(connectMachine);
  });

  describe('takes a ping for a ping', () => {
    it('whatever else it carries', async () => {
      for (const body of [
        '{"eventType":"ping","payload":{}}',
        '{"eventType":"ping"}',
        '{"eventType":"ping","payload":3}',
      ]) {
        expect(await receive(provider, deliveryOf(body)), body).to.deep.equal({ kind: 'ping' });
      }
    });

    it('but refuses one that is not signed where signatures are checked', async () => {
      const guarded = connectProvider({ secrets: ['s'] });
      const body = '{"eventType":"ping","payload":{}}';
      expect(await receive(guarded, deliveryOf(body))).to.include({
        kind: 'refused',
        code: 'missing-signature',
      });
      const headers = { 'x-finicity-signature': sign(body, 's') };
      expect(await receive(guarded, deliveryOf(body, { headers }))).to.deep.equal({ kind: 'ping' });
    });
  });

  describe('cannot use', () => {
    for (const body of ['[]', '"mfa"', 'null', '7']) {
      it(`${body}, which is no object`, async () => {
        expect(await receive(provider, deliveryOf(body))).to.include({
          kind: 'unusable',
          code: 'not-an-object',
        });
      });
    }

    for (const eventType of [undefined, '', 7, null, ['mfa'], 'John Smith', 'a\nb', 'é', 'x'.repeat(101)]) {
      it(`an event type of ${JSON.stringify(eventType)?.slice(0, 20)}, and names /eventType`, async () => {
        const unusable = await received({ eventType });
        expect(unusable).to.include({ kind: 'unusable', code: 'missing-event-type' });
        expect(unusable)
          .to.have.property('detail')
          .that.matches(/^\/eventType /);
      });
    }

    for (const customerId of [
      undefined,
      '',
      null,
      {},
      1.5,
      2 ** 53,
      'a\u0000b',
      'a\r\nb',
      'a\u2028b',
      '\u202eb',
      'x'.repeat(201),
    ]) {
      it(`a customer id of ${JSON.stringify(customerId)?.slice(0, 20)}, and names /customerId`, async () => {
        const unusable = await received({ customerId });
        expect(unusable).to.include({ kind: 'unusable', code: 'missing-customer' });
        expect(unusable)
          .to.have.property('detail')
          .that.matches(/^\/customerId /);
      });
    }
  });

  it('takes customer ids as they are, text or number, and never changes one (A12)', async () => {
    for (const customerId of [
      '29272504',
      29272504,
      '{a}:*',
      'tag}{',
      ' a ',
      'Zoë 🙂',
      '0',
      0,
      'x'.repeat(200),
    ]) {
      expect((await event({ customerId })).customerId).to.equal(String(customerId));
    }
  });

  describe('gives as time', () => {
    it('the first 13 digits of the event id', async () => {
      expect((await event({ eventId: '1700000000123-09493ef4' })).at).to.equal(1_700_000_000_123);
    });

    it('the time of receipt where the event id has none', async () => {
      for (const eventId of [
        'abc',
        '170000000012-a',
        '17000000001234-a',
        '1700000000123',
        'x1700000000123-a',
      ]) {
        expect((await event({ eventId })).at, eventId).to.equal(RECEIVED_AT);
      }
    });

    it('never a time later than the receipt', async () => {
      expect((await event({ eventId: `${RECEIVED_AT + 1}-a` })).at).to.equal(RECEIVED_AT);
      expect(await event({ eventId: '9999999999999-a' })).to.include({
        at: RECEIVED_AT,
        id: '9999999999999-a',
      });
    });
  });

  describe('keeps an event whose id is absent or unfit, marked and with an id made from its body', () => {
    const unfit: [unknown, string][] = [
      [undefined, "the body must have required property 'eventId'"],
      [17, '/eventId must be string'],
      ['', '/eventId must NOT have fewer than 1 characters'],
      ['a\nb', '/eventId must match pattern "^[ -~]+$"'],
      ['x'.repeat(201), '/eventId must NOT have more than 200 characters'],
    ];
    for (const [eventId, reason] of unfit) {
      it(reason, async () => {
        const read = await event({ eventId });
        expect(read.id).to.match(/^body-[0-9a-f]{24}$/);
        expect((await event({ eventId, customerId: '7002' })).id).not.to.equal(read.id);
        expect(read).to.deep.include({
          at: RECEIVED_AT,
          status: 'invalid',
          reasons: [reason],
        });
      });
    }
  });

  describe('finds the explicit session key', () => {
    it('in webhookData.sessionId', async () => {
      expect((await event({ webhookData: { sessionId: 'order-7' } })).key).to.equal('order-7');
      expect((await event({ webhookData: { sessionId: 7 } })).key).to.equal('7');
    });

    it('in the URL, which goes before the body', async () => {
      expect((await event({ webhookData: { sessionId: 'body' } }, { pathKey: 'path' })).key).to.equal('path');
    });

    it('where the JSON pointer says', async () => {
      const own = connectProvider({ sessionKey: '/webhookData/refs/0' });
      const body = { ...base, webhookData: { sessionId: 'no', refs: ['yes'] } };
      expect(eventOf(await receive(own, deliveryOf(body))).key).to.equal('yes');
      expect(() => connectProvider({ sessionKey: 'webhookData.sessionId' })).to.throw(ConfigurationError);
    });

    it('and ignores what is none', async () => {
      for (const sessionId of ['', null, {}, ['a'], true, 'x'.repeat(201), 'a\u0000']) {
        expect(await event({ webhookData: { sessionId } }, { pathKey: '' })).to.not.have.property('key');
      }
      expect(await event({ webhookData: 'text' })).to.not.have.property('key');
      expect(
        (await event({ webhookData: { sessionId: 'body' } }, { pathKey: 'x'.repeat(201) })).key,
      ).to.equal('body');
    });
  });

  describe('keeps an event of a type it does not know', () => {
    it("under the vendor's name, without its payload", async () => {
      expect(await event({ eventType: 'consentRenewed', payload: { name: 'Ann' } })).to.deep.include({
        type: 'consentRenewed',
        id: base.eventId,
        data: {},
        status: 'unknown',
      });
    });

    it('even if it is called like one of ours, or like a property of every object', async () => {
      for (const eventType of ['reportDone', 'constructor', 'toString', '__proto__', 'MFA', 'xstate.init']) {
        expect(await event({ eventType })).to.deep.include({ type: eventType, data: {}, status: 'unknown' });
      }
    });
  });

  describe('keeps an event whose payload breaks its schema', () => {
    it('with the place and the rule, without its payload and without any value', async () => {
      const payload = { institutionId: '5', accounts: [{ id: '1', name: 'Ann' }, 'Auto Loan 8000008888'] };
      expect(await event({ eventType: 'added', payload })).to.deep.equal({
        provider: 'connect',
        customerId: '1',
        type: 'added',
        id: base.eventId,
        at: 1_700_000_000_000,
        receivedAt: RECEIVED_AT,
        data: {},
        status: 'invalid',
        reasons: ['/payload/accounts/1 must be object'],
      });
    });
  });
});
