import { expect } from 'chai';
import fc from 'fast-check';
import type { TrackerEvent } from '../../../lib/fold/event.ts';
import { connectProvider, sign } from '../../../lib/providers/connect/index.ts';
import type { Authenticity, Provider } from '../../../lib/providers/provider.ts';
import { receive } from '../../../lib/providers/receive.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { CONNECT_SCHEMAS } from '../../../schemas/types.ts';
import { deliveryOf, eventOf, fastestOf, sample } from './delivery.ts';

const connect = connectProvider();
const yodlee = yodleeProvider();

describe('receive', () => {
  it('makes an event of an authentic delivery', async () => {
    const event = eventOf(await receive(connect, deliveryOf(sample('connect/mfa'))));
    expect(event).to.include({ provider: 'connect', customerId: '29272504', type: 'mfa' });
  });

  it('refuses what is not authentic, without a look at the body', async () => {
    const guarded = connectProvider({ secrets: ['s'] });
    expect(await receive(guarded, deliveryOf('{ not JSON'))).to.deep.equal({
      kind: 'refused',
      code: 'missing-signature',
      detail: 'there is no X-Finicity-Signature header',
    });
  });

  it('says of an unusable body whether it was authenticated, so that the vendor is not made to send it again', async () => {
    const guarded = connectProvider({ secrets: ['s'] });
    const headers = { 'x-finicity-signature': sign('[]', 's') };
    const problem = { kind: 'unusable', code: 'not-an-object', detail: 'the body must be an object' };
    expect(await receive(guarded, deliveryOf('[]', { headers }))).to.deep.equal({
      ...problem,
      verified: true,
    });
    expect(await receive(connect, deliveryOf('[]'))).to.deep.equal({ ...problem, verified: false });
  });

  it('passes on why a body cannot be parsed', async () => {
    expect(await receive(connect, deliveryOf('{"a":{"__proto__":1}}'))).to.deep.equal({
      kind: 'unusable',
      code: 'forbidden-key',
      detail: '/a/__proto__ is a key that is not allowed',
      verified: false,
    });
  });

  it("survives a provider of one's own that throws, without repeating its words", async () => {
    const fail = () => {
      throw new Error('cannot read 8000008888');
    };
    const authentic = { ok: true, verified: true } as const;
    const own = (overrides: Partial<Provider>): Provider => ({ ...connect, name: 'own', ...overrides });
    expect(await receive(own({ authenticate: fail }), deliveryOf('{}'))).to.deep.equal({
      kind: 'refused',
      code: 'provider-failed',
      detail: 'the provider own threw while it should authenticate',
    });
    expect(await receive(own({ authenticate: () => authentic, read: fail }), deliveryOf('{}'))).to.deep.equal(
      {
        kind: 'unusable',
        code: 'provider-failed',
        detail: 'the provider own threw while it should read',
        verified: true,
      },
    );
  });

  describe('where a provider authenticates by a promise', () => {
    const waiting = (authenticate: Provider['authenticate']): Provider => ({ ...connect, authenticate });
    const mfa = deliveryOf(sample('connect/mfa'));

    it('waits for it', async () => {
      const authentic = waiting(async () => {
        // As long as it takes to fetch a key from somewhere near.
        await new Promise((resolve) => setTimeout(resolve, 10));
        return { ok: true, verified: true };
      });
      expect(await receive(authentic, mfa)).to.include({ kind: 'events', verified: true });
      const refusing = waiting(async () => ({ ok: false, code: 'unknown-key', detail: 'no such key' }));
      expect(await receive(refusing, mfa)).to.deep.equal({
        kind: 'refused',
        code: 'unknown-key',
        detail: 'no such key',
      });
    });

    it('does not look at the body before it is kept', async () => {
      const read: string[] = [];
      let settle: (authenticity: Authenticity) => void = () => {};
      const own: Provider = {
        ...waiting(
          () =>
            new Promise((resolve) => {
              settle = resolve;
            }),
        ),
        read: (body, delivery) => {
          read.push('read');
          return connect.read(body, delivery);
        },
      };
      const received = receive(own, mfa);
      await new Promise(setImmediate);
      expect(read).to.deep.equal([]);
      settle({ ok: true, verified: true });
      expect(await received).to.have.property('kind', 'events');
      expect(read).to.deep.equal(['read']);
    });

    it('takes a rejection for a failure, without repeating its words', async () => {
      const failing = waiting(async () => {
        throw new Error('cannot read 8000008888');
      });
      expect(await receive(failing, mfa)).to.deep.equal({
        kind: 'refused',
        code: 'provider-failed',
        detail: 'the provider connect threw while it should authenticate',
      });
    });

    it('waits only so long, and takes no notice of what comes later', async () => {
      let fail: (error: Error) => void = () => {};
      const endless = waiting(
        () =>
          new Promise((_, reject) => {
            fail = reject;
          }),
      );
      expect(await receive(endless, mfa, { patience: 5 })).to.deep.equal({
        kind: 'refused',
        code: 'provider-failed',
        detail: 'the provider connect did not authenticate within 5 ms',
      });
      fail(new Error('too late'));
      await new Promise(setImmediate);
    });

    it('keeps no timer once it is answered', async () => {
      const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
      // The runner's own timer begins only after this.
      await new Promise(setImmediate);
      const before = timers();
      await receive(
        waiting(async () => ({ ok: true, verified: true })),
        mfa,
      );
      await receive(
        waiting(() => Promise.reject(new Error('no'))),
        mfa,
      );
      expect(timers()).to.equal(before);
    });
  });

  it('passes on all the events of a delivery, and takes a list without any for a failure', async () => {
    const event = eventOf(await receive(connect, deliveryOf(sample('connect/mfa'))));
    const giving = (events: readonly TrackerEvent[]): Provider => ({
      ...connect,
      read: () => ({ kind: 'events', events }),
    });
    const events = [event, { ...event, id: 'another' }];
    expect(await receive(giving(events), deliveryOf('{}'))).to.deep.equal({
      kind: 'events',
      events,
      verified: false,
    });
    expect(await receive(giving([]), deliveryOf('{}'))).to.deep.equal({
      kind: 'unusable',
      code: 'provider-failed',
      detail: 'the provider connect gave a list without events',
      verified: false,
    });
  });

  describe('never throws', () => {
    const kinds = ['ping', 'unusable', 'events'];

    it('for any bytes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
          expect((await receive(connect, deliveryOf(Buffer.from(bytes)))).kind).to.be.oneOf(kinds);
          expect((await receive(yodlee, deliveryOf(Buffer.from(bytes)))).kind).to.be.oneOf(kinds);
        }),
      );
    });

    it('for any JSON', async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (body) => {
          expect((await receive(connect, deliveryOf(body))).kind).to.be.oneOf(kinds);
          expect((await receive(yodlee, deliveryOf(body))).kind).to.be.oneOf(kinds);
        }),
      );
    });

    it('for any values in the fields that are read', async () => {
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
      await fc.assert(
        fc.asyncProperty(body, fc.string({ unit: 'binary' }), async (event, pathKey) => {
          const delivery = deliveryOf(event, { pathKey });
          expect((await receive(connect, delivery)).kind).to.be.oneOf(kinds);
          expect(
            (await receive(yodlee, deliveryOf({ event: { ...event, info: 'CDV_STATUS_UPDATES' } }))).kind,
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
      it(`in ${field}`, async () => {
        for (const text of texts) {
          const delivery = deliveryOf({ ...body, ...changes(text) });
          expect(
            await fastestOf(() => receive(field.startsWith('event.') ? yodlee : connect, delivery)),
          ).to.be.below(5);
        }
      });
    }

    it('in the URL and in the signature', async () => {
      const guarded = connectProvider({ secrets: ['s'] });
      for (const text of texts) {
        const headers = { 'x-finicity-signature': text };
        expect(await fastestOf(() => receive(guarded, deliveryOf(body, { headers })))).to.be.below(5);
        expect(await fastestOf(() => receive(connect, deliveryOf(body, { pathKey: text })))).to.be.below(5);
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

    it('always gives an event of the same type, or names the field without which there can be none', async () => {
      await fc.assert(
        fc.asyncProperty(drift, async ({ type, dropped, body }) => {
          const received = await receive(connect, deliveryOf(body));
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

    it('takes what is added for nothing: the event is the same', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...bodies.filter(([type]) => type !== 'done')),
          extra,
          async ([, body], added) => {
            const payload = { ...(body.payload as Body), ...added };
            expect(await receive(connect, deliveryOf({ ...added, ...body, payload }))).to.deep.equal(
              await receive(connect, deliveryOf(body)),
            );
          },
        ),
      );
    });
  });
});
