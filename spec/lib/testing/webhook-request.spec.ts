import { expect } from 'chai';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { connectEvent, connectPing, webhookRequest, yodleeEvent } from '../../../lib/testing/index.ts';

const SECRET = 'test-partner-secret';
const connect = { provider: 'connect', body: connectEvent('added', { at: 1688829063731 }) } as const;
const yodlee = { provider: 'yodlee', body: yodleeEvent('success', { at: 1688829063731 }) } as const;

describe('the request that delivers a webhook', () => {
  it('is authentic for the secret it was signed with and for no other', async () => {
    const { body, headers } = webhookRequest(connect, { url: 'http://127.0.0.1:3000', secret: SECRET });
    const delivery = { body: Buffer.from(body), headers, receivedAt: 0 };
    expect(await connectProvider({ secrets: [SECRET] }).authenticate(delivery)).to.deep.equal({
      ok: true,
      verified: true,
    });
    expect(await connectProvider({ secrets: ['other'] }).authenticate(delivery)).to.have.property(
      'ok',
      false,
    );
  });

  it('signs the ping as the known vector says', () => {
    const { body, headers } = webhookRequest(
      { provider: 'connect', body: connectPing() },
      { url: 'http://127.0.0.1:3000', secret: SECRET },
    );
    expect(body).to.have.lengthOf(33);
    expect(headers['x-finicity-signature']).to.equal(
      '3e107e208b255b0bdbdb819ba9c40507725c2220dfb17cb20956f28454657197',
    );
  });

  it('is not signed without a secret', () => {
    const { headers } = webhookRequest(connect, { url: 'http://127.0.0.1:3000' });
    expect(headers).to.deep.equal({ 'content-type': 'application/json' });
  });

  it('goes to the path of its provider, for Yodlee with the token, which is escaped', () => {
    const url = 'https://hooks.example/tracker/';
    expect(webhookRequest(connect, { url }).url).to.equal('https://hooks.example/tracker/webhooks/connect');
    expect(webhookRequest(yodlee, { url }).url).to.equal('https://hooks.example/tracker/webhooks/yodlee');
    expect(webhookRequest(yodlee, { url, token: 'a/b', secret: SECRET })).to.deep.include({
      url: 'https://hooks.example/tracker/webhooks/yodlee/a%2Fb',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('goes where the webhooks are mounted in an app of one’s own', () => {
    const url = 'http://127.0.0.1:3000/';
    const urls = ['/hooks/bank', 'hooks/bank/', '/', ''].map(
      (mount) => webhookRequest(connect, { url, mount }).url,
    );
    expect(urls).to.deep.equal([
      'http://127.0.0.1:3000/hooks/bank/connect',
      'http://127.0.0.1:3000/hooks/bank/connect',
      'http://127.0.0.1:3000/connect',
      'http://127.0.0.1:3000/connect',
    ]);
  });
});
