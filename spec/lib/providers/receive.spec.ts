import { expect } from 'chai';
import fc from 'fast-check';
import { connectProvider, sign } from '../../../lib/providers/connect/index.ts';
import type { Provider } from '../../../lib/providers/provider.ts';
import { receive } from '../../../lib/providers/receive.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { CONNECT_SCHEMAS } from '../../../schemas/types.ts';
import { deliveryOf, eventOf, fastestOf, sample } from './delivery.ts';

const connect = connectProvider();
const yodlee = yodleeProvider();

describe('receive', () => {
  it('makes an event of an authentic delivery', () => {
    const event = eventOf(receive(connect, deliveryOf(sample('connect/mfa'))));
    expect(event).to.include({ provider: 'connect', customerId: '29272504', type: 'mfa' });
  });

  it('refuses what is not authentic, without a look at the body', () => {
    const guarded = connectProvider({ secrets: ['s'] });
    expect(receive(guarded, deliveryOf('{ not JSON'))).to.deep.equal({
      kind: 'refused',
      code: 'missing-signature',
      detail: 'there is no X-Finicity-Signature header',
    });
  });

  it('says of an unusable body whether it was authenticated, so that the vendor is not made to send it again', () => {
    const guarded = connectProvider({ secrets: ['s'] });
    const headers = { 'x-finicity-signature': sign('[]', 's') };
    const problem = { kind: 'unusable', code: 'not-an-object', detail: 'the body must be an object' };
    expect(receive(guarded, deliveryOf('[]', { headers }))).to.deep.equal({ ...problem, verified: true });
    expect(receive(connect, deliveryOf('[]'))).to.deep.equal({ ...problem, verified: false });
  });

  it('passes on why a body cannot be parsed', () => {
    expect(receive(connect, deliveryOf('{"a":{"__proto__":1}}'))).to.deep.equal({
      kind: 'unusable',
      code: 'forbidden-key',
      detail: '/a/__proto__ is a key that is not allowed',
      verified: false,
    });
  });

  it("survives a provider of one's own that throws, without repeating its words", () => {
    const fail = () => {
      throw new Error('cannot read 8000008888');
    };
    const authentic = { ok: true, verified: true } as const;
    const own = (overrides: Partial<Provider>): Provider => ({ ...connect, name: 'own', ...overrides });
    expect(receive(own({ authenticate: fail }), deliveryOf('{}'))).to.deep.equal({
      kind: 'refused',
      code: 'provider-failed',
      detail: 'the provider own threw while it should authenticate',
    });
    expect(receive(own({ authenticate: () => authentic, read: fail }), deliveryOf('{}'))).to.deep.equal({
      kind: 'unusable',
      code: 'provider-failed',
      detail: 'the provider own threw while it should read',
      verified: true,
    });
  });

  describe('never throws', () => {
    const kinds = ['ping', 'unusable', 'event'];

    it('for any bytes', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          expect(receive(connect, deliveryOf(Buffer.from(bytes))).kind).to.be.oneOf(kinds);
          expect(receive(yodlee, deliveryOf(Buffer.from(bytes))).kind).to.be.oneOf(kinds);
        }),
      );
    });

    it('for any JSON', () => {
      fc.assert(
        fc.property(fc.jsonValue(), (body) => {
          expect(receive(connect, deliveryOf(body)).kind).to.be.oneOf(kinds);
          expect(receive(yodlee, deliveryOf(body)).kind).to.be.oneOf(kinds);
        }),
      );
    });

    it('for any values in the fields that are read', () => {
      const value = fc.oneof(fc.jsonValue(), fc.double(), fc.maxSafeInteger(), fc.string({ unit: 'binary' }));
      const body = fc.record(
        {
          customerId: value,
          eventType: fc.oneof(fc.constantFrom(...CONNECT_SCHEMAS), value),
          eventId: value,
          payload: fc.oneof(
            value,
            fc.record({ institutionId: value, accounts: fc.oneof(value, fc.array(value)), oauth: value }),
          ),
          webhookData: fc.oneof(value, fc.record({ sessionId: value })),
          eventTrigger: value,
        },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(body, fc.string({ unit: 'binary' }), (event, pathKey) => {
          const delivery = deliveryOf(event, { pathKey });
          expect(receive(connect, delivery).kind).to.be.oneOf(kinds);
          expect(
            receive(yodlee, deliveryOf({ event: { ...event, info: 'CDV_STATUS_UPDATES' } })).kind,
          ).to.be.oneOf(kinds);
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('takes less than 5 ms for 64 KB of text made to be slow (A09)', () => {
    const size = 64 * 1024;
    const texts = [
      'a'.repeat(size),
      `${'1'.repeat(size)} `,
      '-'.repeat(size),
      `${'é'.repeat(size / 2)}\u0000`,
    ];
    const body = { customerId: '1', eventType: 'done', eventId: '1-a', payload: {} };
    const fields: Record<string, (text: string) => object> = {
      customerId: (text) => ({ customerId: text }),
      eventType: (text) => ({ eventType: text }),
      eventId: (text) => ({ eventId: text }),
      eventTrigger: (text) => ({ eventTrigger: text }),
      'webhookData.sessionId': (text) => ({ webhookData: { sessionId: text } }),
      'payload.institutionId': (text) => ({ eventType: 'mfa', payload: { institutionId: text } }),
      'event.loginName': (text) => ({ event: { info: 'CDV_STATUS_UPDATES', loginName: text } }),
      'event.notificationTime': (text) => ({ event: { info: 'X', loginName: 'a', notificationTime: text } }),
    };
    for (const [field, changes] of Object.entries(fields)) {
      it(`in ${field}`, () => {
        for (const text of texts) {
          const delivery = deliveryOf({ ...body, ...changes(text) });
          expect(
            fastestOf(() => receive(field.startsWith('event.') ? yodlee : connect, delivery)),
          ).to.be.below(5);
        }
      });
    }

    it('in the URL and in the signature', () => {
      const guarded = connectProvider({ secrets: ['s'] });
      for (const text of texts) {
        const headers = { 'x-finicity-signature': text };
        expect(fastestOf(() => receive(guarded, deliveryOf(body, { headers })))).to.be.below(5);
        expect(fastestOf(() => receive(connect, deliveryOf(body, { pathKey: text })))).to.be.below(5);
      }
    });
  });

  describe('with fields missing and fields added (F19)', () => {
    type Body = Record<string, unknown>;
    const types = CONNECT_SCHEMAS.filter((name) => name !== 'ping' && name !== 'reportDone');
    const bodies = types.map((name): [string, Body] => {
      const body = JSON.parse(sample(`connect/${name}`).toString());
      return [name, { ...body, eventType: name }];
    });
    const envelope = ['customerId', 'eventType', 'eventId', 'payload', 'eventTrigger'];
    // A `__proto__` makes any body unusable, which is a promise of its own.
    const harmless = fc
      .jsonValue({ maxDepth: 3 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'));
    const extra = fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), harmless);

    /** Drops fields of the body and of its payload, and adds others to both. */
    const drift = fc
      .record({
        original: fc.constantFrom(...bodies),
        dropped: fc.subarray(envelope),
        droppedInside: fc.func(fc.boolean()),
        added: extra,
        addedInside: extra,
      })
      .map(({ original: [type, body], dropped, droppedInside, added, addedInside }) => {
        const payload = Object.entries(body.payload as Body).filter(([name]) => !droppedInside(name));
        const all = { ...body, ...added, payload: { ...Object.fromEntries(payload), ...addedInside } };
        const left = Object.entries(all).filter(([name]) => !dropped.includes(name));
        return { type, dropped, body: Object.fromEntries(left) };
      });

    it('always gives an event of the same type, or names the field without which there can be none', () => {
      fc.assert(
        fc.property(drift, ({ type, dropped, body }) => {
          const received = receive(connect, deliveryOf(body));
          if (dropped.includes('eventType')) {
            expect(received).to.include({ kind: 'unusable', code: 'missing-event-type' });
          } else if (dropped.includes('customerId')) {
            expect(received).to.include({ kind: 'unusable', code: 'missing-customer' });
          } else {
            const event = eventOf(received);
            expect(event.type).to.be.oneOf(type === 'done' ? ['done', 'reportDone'] : [type]);
            expect(event.status).to.be.oneOf([undefined, 'invalid']);
          }
        }),
        { numRuns: 1000 },
      );
    });

    it('takes what is added for nothing: the event is the same', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...bodies.filter(([type]) => type !== 'done')),
          extra,
          ([, body], added) => {
            const payload = { ...(body.payload as Body), ...added };
            expect(receive(connect, deliveryOf({ ...added, ...body, payload }))).to.deep.equal(
              receive(connect, deliveryOf(body)),
            );
          },
        ),
      );
    });
  });
});
