import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTracker, openStore } from 'connect-tracker';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { plaidProvider } from '../src/plaid-provider.ts';
import { createApp } from '../src/server.ts';
import { fakePlaid, sha256, webhooks, wholeSession } from './plaid.ts';

describe('a webhook of Plaid over HTTP', () => {
  let plaid: Awaited<ReturnType<typeof fakePlaid>>;
  let url: string;
  const stop: (() => unknown)[] = [];

  beforeEach(async () => {
    plaid = await fakePlaid();
    const provider = plaidProvider({ fetchKey: (kid) => plaid.fetchKey(kid) });
    const folder = await mkdtemp(join(tmpdir(), 'custom-provider-'));
    const tracker = createTracker({ store: await openStore(`lmdb://${folder}`), providers: [provider] });
    const server = createApp(tracker, provider).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    };
    stop.push(close, tracker.close, () => rm(folder, { recursive: true }));
  });
  afterEach(async () => {
    for (const step of stop.splice(0)) await step();
  });

  const body = JSON.stringify(webhooks.events(wholeSession(Date.now() - 600_000)));
  const post = async (signature: string | undefined, sent = body, path = '/webhooks/plaid/7001') => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(signature && { 'plaid-verification': signature }) },
      body: sent,
    });
    const { status, detail } = (await response.json()) as { status?: unknown; detail?: string };
    return { code: response.status, status, detail };
  };

  it('is taken with its signature, and told of at once', async () => {
    expect((await post(await plaid.sign(body))).code).to.equal(200);
    const answer = await fetch(`${url}/v1/customers/7001?provider=plaid`);
    expect(await answer.json()).to.include({
      stage: 'completed',
      outcome: 'completed',
      institutionId: 'ins_20',
    });
    const anomalies = await fetch(`${url}/v1/customers/7001/sessions?provider=plaid`);
    expect(await anomalies.text()).to.include('"anomalies":[]');
  });

  /** The claims as they should be, signed in ways that they should not. */
  const claims = () => new SignJWT({ request_body_sha256: sha256(body) }).setIssuedAt();
  const unsigned = () => new UnsecuredJWT({ request_body_sha256: sha256(body) }).setIssuedAt().encode();
  const refused: Record<string, () => Promise<string | undefined> | string | undefined> = {
    'no signature': () => undefined,
    'a text that is no JWT': () => 'nonsense',
    'the signature of another body': () => plaid.sign(body.replace('OPEN', 'EXIT')),
    'the signature of the same JSON, written differently': () =>
      plaid.sign(JSON.stringify(JSON.parse(body), null, 2)),
    'a signature that is older than 5 minutes': () => plaid.sign(body, { age: 5 * 60 + 2 }),
    'a signature from the future': () => plaid.sign(body, { age: -60 }),
    'a key that Plaid does not know': () => plaid.sign(body, { with: 'another-key' }),
    'a key that has expired': () =>
      plaid.sign(body, { with: plaid.addKey('old', { expired_at: 1_700_000_000 }) }),
    'the key of somebody else': async () => {
      const { privateKey } = await generateKeyPair('ES256');
      return claims().setProtectedHeader({ alg: 'ES256', kid: plaid.kid }).sign(privateKey);
    },
    'the algorithm "none"': () => {
      const [, payload] = unsigned().split('.');
      const header = Buffer.from(JSON.stringify({ alg: 'none', kid: plaid.kid })).toString('base64url');
      return `${header}.${payload}.`;
    },
    'the public key used as a secret': () =>
      claims()
        .setProtectedHeader({ alg: 'HS256', kid: plaid.kid })
        .sign(Buffer.from(JSON.stringify(plaid.jwk))),
    'no hash of the body': () => plaid.sign(body, { hash: undefined }),
    'no key id': async () => {
      const [, payload, signature] = (await plaid.sign(body)).split('.');
      return `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${payload}.${signature}`;
    },
  };
  for (const [what, make] of Object.entries(refused))
    it(`is refused with ${what}`, async () => {
      const { code, detail } = await post(await make());
      expect(code).to.equal(401);
      expect(detail).to.match(/^there is no Plaid-Verification|^the signature is/);
      expect((await fetch(`${url}/v1/customers/7001?provider=plaid`)).status).to.equal(404);
    });

  it('is taken with a signature that is almost 5 minutes old', async () => {
    expect((await post(await plaid.sign(body, { age: 5 * 60 - 5 }))).code).to.equal(200);
  });

  it('makes nobody ask Plaid for a key where the algorithm is another one', async () => {
    await post(await refused['the algorithm "none"']?.());
    await post(await refused['the public key used as a secret']?.());
    expect(plaid.asked).to.deep.equal([]);
  });

  it('is answered 500 while Plaid cannot be asked for its key, so that it is sent again', async () => {
    const { fetchKey } = plaid;
    plaid.fetchKey = async () => {
      throw new Error('Plaid is down');
    };
    expect((await post(await plaid.sign(body))).code).to.equal(500);
    plaid.fetchKey = fetchKey;
    expect((await post(await plaid.sign(body))).code).to.equal(200);
  });

  it('that is signed but of no use is accepted and set aside, since it would be the same the next time', async () => {
    expect(await post(await plaid.sign(body), body, '/webhooks/plaid')).to.include({
      code: 200,
      status: 'rejected',
    });
    const { rejected } = (await (await fetch(`${url}/v1/rejected`)).json()) as {
      rejected: { detail: string }[];
    };
    expect(rejected[0]?.detail).to.equal('the path must end in a customer id');
  });
});
