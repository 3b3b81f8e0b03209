import { expect, use } from 'chai';
import {
  chaiConnectTracker,
  delay,
  duplicate,
  flows,
  shuffle,
  type TestTracker,
  testTracker,
} from 'connect-tracker/testing';

use(chaiConnectTracker);

describe('a customer', () => {
  let t: TestTracker;
  beforeEach(async () => {
    t = await testTracker();
  });
  afterEach(() => t.close());

  it('is at the challenge, and it is for them to act', async () => {
    await t.send('started', { customerId: '7001' });
    await t.send('adding', { customerId: '7001' });
    await t.send('mfa', { customerId: '7001' });
    const customer = await t.customer('7001');
    expect(customer).to.be.at('mfa').and.to.be.waitingOn('customer');
    expect(customer).not.to.be.stuck();
  });

  it('is stuck after ten minutes; somebody is told, and told again that it is over', async () => {
    await t.send('started', { customerId: '7001' });
    await t.send('mfa', { customerId: '7001' });
    await t.advance('10m');
    expect(await t.customer('7001')).to.be.stuck();
    await t.send('added', { customerId: '7001' });
    expect(t.alerts.map(({ alert, kind }) => `${alert.effect} ${kind}`)).to.deep.equal([
      'sessionStuck raised',
      'sessionStuck resolved',
    ]);
  });

  it('has been through the whole flow, however the webhooks arrive', async () => {
    const sent = flows.fullWithMfa({ customerId: '7001' });
    await t.play(shuffle(duplicate(delay(sent, { by: '3m', share: 0.3 }))));
    const [session] = await t.sessions('7001');
    expect(session).to.have.outcome('completed');
    expect(session).to.have.visited([
      'started',
      'institutionSupported',
      'adding',
      'mfa',
      'discovered',
      'added',
      'done',
    ]);
  });

  it('who leaves at the bank is stuck there, and given up for lost in the end', async () => {
    await t.play(flows.left({ customerId: '7001' }));
    await t.advance('5m');
    expect(await t.customer('7001'))
      .to.be.at('adding')
      .and.to.be.stuck();
    await t.advance('3h');
    expect(await t.customer('7001')).to.have.outcome('abandoned');
  });
});
