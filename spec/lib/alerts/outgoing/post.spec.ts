import type { LookupFunction } from 'node:net';
import { expect } from 'chai';
import { createPoster, type Poster, type PosterOptions } from '../../../../lib/alerts/outgoing/post.ts';
import type { DeliveryError } from '../../../../lib/alerts/sinks/sink.ts';
import { eventually } from '../../../support/eventually.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { freePort } from '../../../support/free-port.ts';
import {
  answer,
  type Behaviour,
  breakOff,
  dribble,
  hang,
  type Receiver,
  reset,
  say,
  startReceiver,
} from '../../../support/receiver.ts';

const TIMEOUT = 300;
const hello = { body: '{"text":"héllo"}', headers: { 'content-type': 'application/json', 'x-own': 'a' } };

describe('a poster', () => {
  let receiver: Receiver;
  let posters: Poster[];
  const poster = (options: Partial<PosterOptions> = {}) => {
    const created = createPoster({ allowPrivate: true, timeout: TIMEOUT, ...options });
    posters.push(created);
    return created;
  };
  const failure = async (path = '/', options: Partial<PosterOptions> = {}) =>
    (await failureOf(poster(options).post(`${receiver.url}${path}`, hello))) as DeliveryError;
  const connected = (count: number) =>
    eventually(async () => expect(receiver.open, 'open connections').to.equal(count), 1_000);

  beforeEach(async () => {
    posters = [];
    receiver = await startReceiver();
  });
  afterEach(async () => {
    for (const { close } of posters) close();
    await receiver.close();
  });

  it('posts the body as it is, with its length in bytes', async () => {
    expect(await poster().post(`${receiver.url}/a/b?c=d`, hello)).to.deep.equal({ status: 200 });
    const [{ method, path, headers, body } = expect.fail('nothing came')] = receiver.requests;
    expect([method, path, body.toString()]).to.deep.equal(['POST', '/a/b?c=d', hello.body]);
    expect(headers).to.include({
      'content-type': 'application/json',
      'content-length': '17',
      'user-agent': 'connect-tracker',
      'x-own': 'a',
      host: `127.0.0.1:${receiver.port}`,
    });
    expect(headers).to.not.have.any.keys('transfer-encoding', 'accept-encoding', 'authorization', 'cookie');
  });

  it('gives back the status of any success', async () => {
    for (const status of [200, 202, 204]) {
      receiver.next(answer(status));
      expect(await poster().post(receiver.url, hello)).to.deep.equal({ status });
    }
  });

  describe('never takes longer than its time', () => {
    const slow: Record<string, [Behaviour, Partial<DeliveryError>]> = {
      'when nothing is answered': [hang(), { message: 'no answer came in time' }],
      'when the head of the answer comes a byte at a time': [
        (response) => {
          const { socket } = response;
          socket?.write('HTTP/1.1 200 OK\r\n');
          const timer = setInterval(() => socket?.write('x'), 20);
          socket?.on('close', () => clearInterval(timer));
        },
        { message: 'no answer came in time' },
      ],
      'when the body of the answer comes a byte at a time': [
        dribble(),
        { message: 'the answer did not end in time', failure: { status: 200 } },
      ],
    };
    for (const [name, [behaviour, expected]] of Object.entries(slow)) {
      it(name, async () => {
        receiver.next(behaviour);
        const before = performance.now();
        const error = await failure();
        expect(performance.now() - before).to.be.within(TIMEOUT - 20, TIMEOUT * 3);
        expect(error).to.include({ code: 'sink-timeout', retryable: true, message: expected.message });
        expect(error.failure).to.deep.equal(expected.failure ?? {});
        await connected(0);
      });
    }

    it('when the name is not resolved', async () => {
      const error = await failureOf(poster({ lookup: () => {} }).post('http://slow.example/', hello));
      expect(error).to.include({ code: 'sink-timeout' });
    });

    it('when it tries twice', async () => {
      const { post } = poster();
      await post(receiver.url, hello);
      receiver.next(({ socket }) => setTimeout(() => socket?.resetAndDestroy(), TIMEOUT / 2), hang());
      const before = performance.now();
      expect(await failureOf(post(receiver.url, hello))).to.include({ code: 'sink-timeout' });
      expect(performance.now() - before).to.be.within(TIMEOUT - 20, TIMEOUT * 1.4);
      expect(receiver.requests.length).to.equal(3);
    });
  });

  describe('says that the receiver cannot be reached', () => {
    const broken: Record<string, [Behaviour, string, object]> = {
      'when it resets the connection': [reset(), 'no answer came (ECONNRESET)', {}],
      'when it closes the connection': [say(''), 'no answer came (ECONNRESET)', {}],
      'when its answer breaks off': [breakOff(), 'the answer broke off', { status: 200 }],
      'when it does not speak HTTP': [
        say('220 smtp ready\r\n\r\n'),
        'no answer came (HPE_INVALID_CONSTANT)',
        {},
      ],
      'when it wants to speak something else': [
        say('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
        'no answer came',
        {},
      ],
      'when its headers are endless': [
        say(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
        'no answer came (HPE_HEADER_OVERFLOW)',
        {},
      ],
    };
    for (const [name, [behaviour, message, details]] of Object.entries(broken)) {
      it(name, async () => {
        receiver.next(behaviour);
        const error = await failure();
        expect(error).to.include({ code: 'sink-unreachable', retryable: true, message });
        expect(error.failure).to.deep.equal(details);
        expect(receiver.requests.length).to.equal(1);
      });
    }

    it('when nothing listens', async () => {
      const error = await failureOf(poster().post(`http://127.0.0.1:${await freePort()}/`, hello));
      expect(error).to.include({ code: 'sink-unreachable', message: 'no answer came (ECONNREFUSED)' });
    });

    it('when its name is not known', async () => {
      const lookup: LookupFunction = (hostname, _options, callback) =>
        callback(Object.assign(new Error(`${hostname} is not known`), { code: 'ENOTFOUND' }), []);
      const error = await failureOf(poster({ lookup }).post('http://nobody.example/', hello));
      expect(error).to.include({ code: 'sink-unreachable', message: 'no answer came (ENOTFOUND)' });
    });

    it('when it does not speak TLS, and tells it nothing', async () => {
      const url = receiver.url.replace('http:', 'https:');
      const error = await failureOf(poster().post(url, hello));
      expect(error).to.include({ code: 'sink-unreachable' });
      expect([receiver.connections, receiver.requests.length]).to.deep.equal([1, 0]);
    });
  });

  describe('keeps a connection', () => {
    it('for the next request', async () => {
      const { post } = poster();
      for (let turn = 0; turn < 5; turn += 1) await post(receiver.url, hello);
      expect([receiver.requests.length, receiver.connections]).to.deep.equal([5, 1]);
    });

    it('also when the answer was a failure with a body', async () => {
      const { post } = poster();
      receiver.always(answer(500, { body: 'x'.repeat(16_000) }));
      for (let turn = 0; turn < 3; turn += 1) await failureOf(post(receiver.url, hello));
      expect([receiver.requests.length, receiver.connections]).to.deep.equal([3, 1]);
    });

    it('but not from a receiver that talks on, whose answer counts all the same', async () => {
      const { post } = poster();
      receiver.next(answer(200, { body: 'x'.repeat(5_000_000) }), answer(500, { body: 'x'.repeat(17_000) }));
      expect(await post(receiver.url, hello)).to.deep.equal({ status: 200 });
      expect(await failureOf(post(receiver.url, hello))).to.include({ code: 'sink-refused' });
      await post(receiver.url, hello);
      expect(receiver.connections).to.equal(3);
    });

    it('until it is closed', async () => {
      const { post, close } = poster();
      await post(receiver.url, hello);
      expect(receiver.open).to.equal(1);
      close();
      await connected(0);
    });

    it('and does without it where it has died meanwhile', async () => {
      const { post } = poster();
      receiver.next(answer(200), reset());
      await post(receiver.url, hello);
      expect(await post(receiver.url, hello)).to.deep.equal({ status: 200 });
      expect([receiver.requests.length, receiver.connections]).to.deep.equal([3, 2]);
    });

    it('and does without all of them where all have died', async () => {
      const { post } = poster();
      await Promise.all(Array.from({ length: 10 }, () => post(receiver.url, hello)));
      receiver.hangUp();
      const statuses = await Promise.all(Array.from({ length: 10 }, () => post(receiver.url, hello)));
      expect(statuses).to.deep.equal(Array(10).fill({ status: 200 }));
    });

    it('and tries again on a new one, since others may be dead as well', async () => {
      const { post } = poster();
      const known = new Set<unknown>();
      const seen: Behaviour = (response, request) => {
        known.add(response.socket);
        answer(200)(response, request);
      };
      receiver.always(seen);
      await Promise.all(Array.from({ length: 5 }, () => post(receiver.url, hello)));
      receiver.always((response, request) => {
        const behaviour = known.has(response.socket) ? reset() : answer(202);
        behaviour(response, request);
      });
      expect(await post(receiver.url, hello)).to.deep.equal({ status: 202 });
      expect([receiver.requests.length, receiver.connections]).to.deep.equal([7, 6]);
    });

    it('and tries a second time no more than once', async () => {
      const { post } = poster();
      receiver.next(answer(200), reset(), reset());
      await post(receiver.url, hello);
      expect(await failureOf(post(receiver.url, hello))).to.include({ code: 'sink-unreachable' });
      expect(receiver.requests.length).to.equal(3);
    });

    it('and does not try again once an answer has begun', async () => {
      for (const begun of [breakOff(), say('H')]) {
        const { post } = poster();
        receiver.next(answer(200), begun);
        await post(receiver.url, hello);
        expect(await failureOf(post(receiver.url, hello))).to.include({ code: 'sink-unreachable' });
      }
      expect(receiver.requests.length).to.equal(4);
    });
  });

  it('that gave up on a kept connection tries no more', async () => {
    receiver.next(answer(200), hang());
    const { post } = poster();
    await post(receiver.url, hello);
    expect((await failureOf(post(receiver.url, hello))) as DeliveryError).to.include({
      code: 'sink-timeout',
    });
    await connected(0);
    expect(receiver.requests).to.have.length(2);
  });

  it('says nothing of the address, of what it sent or of what was answered', async () => {
    const secrets = [
      'T0KEN',
      'héllo',
      '127.0.0.1',
      String(receiver.port),
      'answered-text',
      'answered-header',
    ];
    const said = {
      headers: { 'x-said': 'answered-header', location: 'http://answered-text/' },
      body: 'answered-text',
    };
    const behaviours = [302, 400, 410, 429, 500, 503].map((status) => answer(status, said));
    for (const behaviour of [...behaviours, hang(), reset(), breakOff(), say('answered-text')]) {
      receiver.next(behaviour);
      const error = await failure('/services/T0KEN');
      const told = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join();
      for (const secret of secrets) expect(told).to.not.include(secret);
    }
  });
});
