import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { expect } from 'chai';
import { createPoster, type PosterOptions } from '../../../../lib/alerts/outgoing/post.ts';
import { DeliveryError } from '../../../../lib/alerts/sinks/sink.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { type Receiver, redirect, startReceiver } from '../../../support/receiver.ts';

/** Ways to write an address that must not be called; `:port` is that of a listener on all addresses of this machine. */
const literals = [
  'http://127.0.0.1:port/',
  'https://127.0.0.1:port/',
  'http://127.0.0.1.:port/',
  'http://127.1:port/',
  'http://127.0.1:port/',
  'http://127.255.255.254:port/',
  'http://2130706433:port/',
  'http://017700000001:port/',
  'http://0177.0.0.1:port/',
  'http://0177.0.0.01:port/',
  'http://0x7f000001:port/',
  'http://0x7F.0.0.1:port/',
  'http://0x7f.0x0.0x0.0x1:port/',
  'http://0x7f.1:port/',
  'http://%31%32%37.0.0.1:port/',
  'http://①②⑦.⓪.⓪.①:port/',
  'http://127。0。0。1:port/',
  'http:\\\\127.0.0.1:port\\',
  'http:127.0.0.1:port',
  ' http://127.0.0.1:port/ ',
  'http://127.0.0.1:port#@1.1.1.1/',
  'http://0.0.0.0:port/',
  'http://0:port/',
  'http://0x0:port/',
  'http://[::]:port/',
  'http://[::1]:port/',
  'https://[::1]:port/',
  'http://[0:0:0:0:0:0:0:1]:port/',
  'http://[::ffff:127.0.0.1]:port/',
  'http://[::ffff:7f00:1]:port/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:port/',
  'http://[::127.0.0.1]:port/',
  'http://[::ffff:0:127.0.0.1]:port/',
  'http://[64:ff9b::127.0.0.1]:port/',
  'http://[64:ff9b:1::7f00:1]:port/',
  'http://[2002:7f00:1::]:port/',
  'http://[2001:0:7f00:1::]:port/',
  'http://[fe80::1]:port/',
  'http://[fec0::1]:port/',
  'http://[fc00::1]:port/',
  'http://[fd00:ec2::254]:port/',
  'http://10.0.0.1:port/',
  'http://172.16.0.1:port/',
  'http://192.168.0.1:port/',
  'http://100.64.0.1:port/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://0xa9.0xfe.0xa9.0xfe/latest/meta-data/',
  'http://[::ffff:169.254.169.254]/latest/meta-data/',
  'http://[64:ff9b::a9fe:a9fe]/latest/meta-data/',
  'http://168.63.129.16/machine',
  'http://255.255.255.255:port/',
  'http://224.0.0.1:port/',
  'http://user@1.1.1.1:port/',
  'http://user:password@127.0.0.1:port/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:port/',
  'gopher://127.0.0.1:port/_POST',
  'unix:///var/run/docker.sock',
  'data:text/plain,a',
];

const names = [
  'http://localhost:port/',
  'https://localhost:port/',
  'http://LOCALHOST:port/',
  'http://localhost.:port/',
  'http://a.localhost:port/',
  'http://a.b.localhost.:port/',
  'http://localhost.localdomain:port/',
  'http://ip6-localhost:port/',
  'http://127.0.0.1.nip.io:port/',
  'http://inside.example:port/',
];

const post = { body: '{}', headers: {} };
const resolvesTo = (...answers: readonly string[][]): LookupFunction => {
  let turn = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(turn, answers.length - 1)] ?? [];
    turn += 1;
    const found: LookupAddress[] = addresses.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    callback(null, found);
  };
};

describe('an address that must not be called (A15)', () => {
  let inside: Receiver;
  const posters: { close(): void }[] = [];
  const poster = (options: Partial<PosterOptions> = {}) => {
    const created = createPoster({ allowPrivate: false, timeout: 2_000, ...options });
    posters.push(created);
    return created;
  };
  const at = (url: string) => url.replace(':port', `:${inside.port}`);

  beforeEach(async () => {
    inside = await startReceiver({ everywhere: true });
  });
  afterEach(async () => {
    for (const { close } of posters.splice(0)) close();
    await inside.close();
  });

  const expectRefusal = (error: Error, about: string): void => {
    expect(error, about).to.be.instanceOf(DeliveryError);
    expect(error, about).to.include({ code: 'sink-forbidden-address', retryable: false });
    expect((error as DeliveryError).failure, about).to.deep.equal({ final: true });
    expect(inside.connections, about).to.equal(0);
  };

  it('is refused however it is written', async () => {
    expect(literals).to.have.length.of.at.least(40);
    for (const url of literals) expectRefusal(await failureOf(poster().post(at(url), post)), url);
  });

  it('is refused behind any name', async () => {
    for (const target of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1', '169.254.169.254']) {
      for (const url of names) {
        const lookup = resolvesTo([target]);
        expectRefusal(await failureOf(poster({ lookup }).post(at(url), post)), `${url} is ${target}`);
      }
    }
  });

  it('is refused behind a name that the system resolves', async () => {
    expectRefusal(await failureOf(poster().post(at('http://localhost:port/'), post)), 'localhost');
    for (const url of names.slice(0, 6)) await failureOf(poster({ timeout: 500 }).post(at(url), post));
    expect(inside.connections).to.equal(0);
  });

  it('is refused where it is only one of the addresses of a name', async () => {
    for (const lookup of [resolvesTo(['2000::1', '127.0.0.1']), resolvesTo(['127.0.0.1', '2000::1'])]) {
      expectRefusal(
        await failureOf(poster({ lookup }).post(at('http://inside.example:port/'), post)),
        'mixed',
      );
    }
  });

  // 2000::1 is public for all we can tell, and nobody's: nothing answers there.
  it('is not reached through a name that means something else the second time', async () => {
    const { post: send } = poster({ lookup: resolvesTo(['2000::1'], ['127.0.0.1']), timeout: 200 });
    const first = (await failureOf(send(at('http://inside.example:port/'), post))) as DeliveryError;
    expect(first.code).to.be.oneOf(['sink-unreachable', 'sink-timeout']);
    expectRefusal(await failureOf(send(at('http://inside.example:port/'), post)), 'second');
  });

  it('is not reached through a redirect', async () => {
    const outside = await startReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      outside.next(redirect(inside.url, status));
      const error = await failureOf(poster({ allowPrivate: true }).post(outside.url, post));
      expect(error).to.include({ code: 'sink-redirected', retryable: true });
    }
    expect([outside.requests.length, inside.connections]).to.deep.equal([5, 0]);
    await outside.close();
  });

  it('is called where that is allowed, by address and by name, and link-local is not', async () => {
    const { post: send } = poster({ allowPrivate: true });
    expect(await send(at('http://127.0.0.1:port/'), post)).to.deep.equal({ status: 200 });
    expect(await send(at('http://localhost:port/'), post)).to.deep.equal({ status: 200 });
    expect(inside.requests.length).to.equal(2);
    const metadata = await failureOf(send('http://169.254.169.254/', post));
    expect(metadata).to.include({ code: 'sink-forbidden-address' });
    const byName = poster({ allowPrivate: true, lookup: resolvesTo(['127.0.0.1', '169.254.169.254']) });
    expect(await failureOf(byName.post(at('http://inside.example:port/'), post))).to.include({
      code: 'sink-forbidden-address',
    });
  });

  it('is not known to an answer of the lookup that has no address', async () => {
    const error = await failureOf(
      poster({ lookup: resolvesTo([]) }).post(at('http://nobody.example:port/'), post),
    );
    expect(error).to.include({ code: 'sink-unreachable' });
  });
});
