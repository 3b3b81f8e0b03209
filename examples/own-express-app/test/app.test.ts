import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import {
  flows,
  type TestTracker,
  testTracker,
  type VendorDelivery,
  webhookRequest,
} from 'connect-tracker/testing';
import { createApp } from '../src/app.ts';

const secret = 'test-partner-secret';
const staff = { authorization: 'Bearer test-staff-token' };

describe('the application', () => {
  let t: TestTracker;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    t = await testTracker();
    const { tracker } = t;
    const app = createApp({ tracker, partnerSecrets: [secret], staffToken: 'test-staff-token' });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await t.close();
  });

  /** As the vendor does it. */
  function deliver(delivery: VendorDelivery, withSecret = secret) {
    const request = webhookRequest(delivery, { url, mount: '/bank/webhooks', secret: withSecret });
    return fetch(request.url, request);
  }

  it('takes the webhooks of a whole session and knows how it ended', async () => {
    for (const delivery of flows.fullWithMfa({ customerId: '7001', endAt: t.now() }))
      expect((await deliver(delivery)).status).to.equal(200);
    const response = await fetch(`${url}/staff/bank/v1/customers/7001`, { headers: staff });
    expect(await response.json()).to.include({ stage: 'done', outcome: 'completed' });
  });

  it('answers its own question with the stage', async () => {
    for (const delivery of flows.fullWithMfa({ customerId: '7001', endAt: t.now() }).slice(0, 5))
      await deliver(delivery);
    const response = await fetch(`${url}/orders/7001/bank`, { headers: staff });
    expect(await response.json()).to.deep.equal({ stage: 'mfa', waitingOn: 'customer' });
  });

  it('takes no webhook that somebody else signed', async () => {
    const [, started] = flows.oauth();
    expect((await deliver(started!, 'a-wrong-secret')).status).to.equal(401);
  });

  it('shows nobody the status API who is not staff', async () => {
    expect((await fetch(`${url}/staff/bank/v1/stages`)).status).to.equal(401);
    expect((await fetch(`${url}/staff/bank/v1/stages`, { headers: staff })).status).to.equal(200);
  });

  it('keeps its own parser, its own 404 and its own way to answer errors', async () => {
    const post = (body: string) =>
      fetch(`${url}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await (await post('{"item":"tea"}')).json()).to.deep.equal({ ordered: 'tea' });
    expect(await (await post('{"item":')).json()).to.deep.equal({ error: 'something went wrong' });
    expect(await (await fetch(`${url}/nowhere`)).json()).to.deep.equal({ error: 'no such page' });
  });
});
