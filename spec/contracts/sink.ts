import type { LookupFunction } from 'node:net';
import { expect } from 'chai';
import { DeliveryError, type Sink } from '../../lib/alerts/sinks/sink.ts';
import { ConfigurationError } from '../../lib/errors.ts';
import { acknowledged, CUSTOMER, recovered, stuck, trouble } from '../lib/alerts/sinks/notices.ts';
import { eventually } from '../support/eventually.ts';
import { failureOf } from '../support/failure-of.ts';
import { freePort } from '../support/free-port.ts';
import {
  answer,
  type Behaviour,
  breakOff,
  dribble,
  hang,
  type Receiver,
  redirect,
  reset,
  say,
  startReceiver,
  throttle,
} from '../support/receiver.ts';

export interface SinkSetting {
  readonly name?: string;
  readonly url: string;
  readonly timeout: number;
  readonly allowPrivate?: boolean;
}

/** One kind of sink over HTTP. */
export interface SinkUnderTest {
  create(setting: SinkSetting, options?: { readonly lookup?: LookupFunction }): Sink;
  /** What its configuration holds that nobody may see. */
  readonly secrets?: readonly string[];
  /** Whether it may tell which customer it is. */
  readonly tellsCustomer?: true;
  /** Statuses after which it is not tried again. */
  readonly final?: readonly number[];
}

const TIMEOUT = 200;
const SAID = 'what-the-receiver-said';

/** How each kind of failure comes about, and what is told of it. */
const failures: Record<string, [Behaviour, string, object]> = {
  'a receiver that says nothing': [hang(), 'sink-timeout', {}],
  'an answer without an end': [dribble(), 'sink-timeout', { status: 200 }],
  'a connection that is reset': [reset(), 'sink-unreachable', {}],
  'an answer that breaks off': [breakOff(), 'sink-unreachable', { status: 200 }],
  'something that is not HTTP': [say(SAID), 'sink-unreachable', {}],
  'a redirect': [redirect(`http://127.0.0.1/${SAID}`), 'sink-redirected', { status: 302 }],
  'a redirect for good': [redirect(`http://127.0.0.1/${SAID}`, 308), 'sink-redirected', { status: 308 }],
  'a 401': [answer(401, { body: SAID }), 'sink-refused', { status: 401 }],
  'a 404': [answer(404, { body: SAID }), 'sink-refused', { status: 404 }],
  'a 410': [answer(410, { body: SAID }), 'sink-gone', { status: 410, final: true }],
  'a 429': [throttle(), 'sink-throttled', { status: 429 }],
  'a 429 that names seconds': [throttle(30), 'sink-throttled', { status: 429, retryAfter: 30_000 }],
  'a 429 that names a day': [throttle(86_400), 'sink-throttled', { status: 429, retryAfter: 3_600_000 }],
  'a 500': [answer(500, { body: SAID }), 'sink-refused', { status: 500 }],
  'a 503 that names a time long past': [
    throttle('Tue, 15 Nov 1994 08:12:31 GMT', 503),
    'sink-throttled',
    { status: 503, retryAfter: 0 },
  ],
};

/** What every sink over HTTP promises, whatever it speaks. */
export function describeSinkContract(
  name: string,
  { create, secrets = [], tellsCustomer, final = [] }: SinkUnderTest,
): void {
  describe(`${name}, as a sink`, () => {
    let receiver: Receiver;
    let sink: Sink;
    const url = () => `${receiver.url}/T0KEN`;

    beforeEach(async () => {
      receiver = await startReceiver();
      sink = create({ url: url(), timeout: TIMEOUT, allowPrivate: true });
    });
    afterEach(async () => {
      sink.close();
      await receiver.close();
    });

    const expectFailure = async (sending: Promise<unknown>, code: string, details: object): Promise<void> => {
      const error = (await failureOf(sending)) as DeliveryError;
      expect(error).to.be.instanceOf(DeliveryError);
      expect(error).to.include({ code, retryable: !('final' in details) });
      expect(error.failure).to.deep.equal(details);
      const told = [error.message, error.stack, JSON.stringify(error)].join();
      for (const secret of ['T0KEN', '127.0.0.1', String(receiver.port), SAID, CUSTOMER, ...secrets]) {
        expect(told).to.not.include(secret);
      }
    };

    it('gives back the status with which a notice was taken', async () => {
      for (const status of [200, 202, 204]) {
        receiver.next(answer(status, { body: SAID }));
        expect(await sink.send(stuck())).to.deep.equal({ status });
      }
    });

    it('sends JSON, all of it over one connection', async () => {
      for (const notice of [stuck(), acknowledged(), recovered(), trouble(100)]) await sink.send(notice);
      for (const { method, headers, json } of receiver.requests) {
        expect(method).to.equal('POST');
        expect(headers['content-type']).to.match(/^application\/([a-z]+\+)?json(; charset=utf-8)?$/);
        expect(json()).to.not.be.a('string');
      }
      expect([receiver.requests.length, receiver.connections]).to.deep.equal([4, 1]);
    });

    it(`${tellsCustomer ? 'says' : 'never says'} which customer it is`, async () => {
      for (const notice of [stuck(), acknowledged(), recovered()]) await sink.send(notice);
      for (const { path, headers, body } of receiver.requests) {
        const sent = `${path}${JSON.stringify(headers)}${body}`;
        expect(sent.includes(CUSTOMER)).to.equal(tellsCustomer === true);
      }
    });

    it('sends halves of characters as replacement characters', async () => {
      await sink.send(stuck({ summary: 'a \ud800 b \udc00 c 😀' }, { institutionId: '\udfff' }));
      const [{ body } = expect.fail('nothing came')] = receiver.requests;
      expect(body.toString()).to.include('a \ufffd b \ufffd c 😀');
      expect(body.toString()).to.not.match(/\\ud[89a-f]/i);
    });

    for (const [what, [behaviour, code, details]] of Object.entries(failures)) {
      it(`tells ${what} as ${code}`, async () => {
        receiver.next(behaviour);
        await expectFailure(sink.send(stuck()), code, details);
        expect(receiver.requests.length).to.equal(1);
      });
    }

    for (const status of [400, 422]) {
      const ends = final.includes(status);
      it(`tells a ${status} as sink-refused, ${ends ? 'for good' : 'to be tried again'}`, async () => {
        receiver.next(answer(status, { body: SAID }));
        await expectFailure(sink.send(stuck()), 'sink-refused', { status, ...(ends ? { final: true } : {}) });
      });
    }

    it('tells a port on which nothing listens as sink-unreachable', async () => {
      const nobody = create({
        url: `http://127.0.0.1:${await freePort()}/T0KEN`,
        timeout: TIMEOUT,
        allowPrivate: true,
      });
      await expectFailure(nobody.send(stuck()), 'sink-unreachable', {});
    });

    it('tells a name that nobody knows as sink-unreachable', async () => {
      const unknown = Object.assign(new Error('T0KEN'), { code: 'ENOTFOUND' });
      const lookup: LookupFunction = (_hostname, _options, callback) => callback(unknown, []);
      const nobody = create({ url: 'http://nobody.example/T0KEN', timeout: TIMEOUT }, { lookup });
      await expectFailure(nobody.send(stuck()), 'sink-unreachable', {});
    });

    it('tells a name of this machine as sink-forbidden-address, and does not call it', async () => {
      const strict = create({ url: `http://localhost:${receiver.port}/T0KEN`, timeout: TIMEOUT });
      await expectFailure(strict.send(stuck()), 'sink-forbidden-address', { final: true });
      expect(receiver.connections).to.equal(0);
    });

    it('goes on after a failure', async () => {
      receiver.next(answer(500), hang(), reset());
      for (let turn = 0; turn < 3; turn += 1) await failureOf(sink.send(stuck()));
      expect(await sink.send(stuck())).to.deep.equal({ status: 200 });
    });

    it('leaves no connection open when it is closed', async () => {
      await sink.send(stuck());
      sink.close();
      await eventually(async () => expect(receiver.open).to.equal(0), 1_000);
    });

    describe('is refused at once, naming it and no secret,', () => {
      const refused: Record<string, string> = {
        'without a URL': 'T0KEN',
        'with a URL that is not of HTTP': 'ftp://hooks.example/T0KEN',
        'with a user name in its URL': 'https://T0KEN@hooks.example/',
        'with a password in its URL': 'https://:T0KEN@hooks.example/',
        'with an address of this machine': 'http://127.0.0.1/T0KEN',
        'with an address of a private network': 'http://10.1.2.3/T0KEN',
        'with an address of a metadata service': 'http://169.254.169.254/T0KEN',
      };
      for (const [what, address] of Object.entries(refused)) {
        it(what, () => {
          expect(() => create({ name: 'ops-1', url: address, timeout: TIMEOUT }))
            .to.throw(ConfigurationError, /"ops-1"/)
            .with.property('message')
            .that.does.not.match(/T0KEN|hooks\.example|127\.0|10\.1|169\.254/);
        });
      }

      it('with a name that is none', () => {
        for (const other of ['', 'a b', 'ü', 'a'.repeat(41), 'a_b', 'a\n']) {
          expect(
            () => create({ name: other, url: url(), timeout: TIMEOUT, allowPrivate: true }),
            other,
          ).to.throw(ConfigurationError, 'letters, digits or hyphens');
        }
      });
    });
  });
}
