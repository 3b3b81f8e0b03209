import { expect } from 'chai';
import { planDeliveries, type SendOptions } from '../../../../lib/cli/send/plan-deliveries.ts';
import { flows, type VendorDelivery } from '../../../../lib/testing/index.ts';

async function plan(options: Partial<SendOptions>): Promise<VendorDelivery[]> {
  const deliveries: VendorDelivery[] = [];
  for await (const delivery of planDeliveries({ provider: 'connect', url: '', copies: 1, ...options }))
    deliveries.push(delivery);
  return deliveries;
}

const typesOf = (deliveries: readonly VendorDelivery[]) => deliveries.map(({ type }) => type);

describe('what "send" sends', () => {
  it('is a flow that ends now, so that nothing happens in the future', async () => {
    const before = Date.now();
    const deliveries = await plan({ flow: 'microDeposits', provider: 'yodlee' });
    expect(typesOf(deliveries)).to.deep.equal(['initiated', 'deposited', 'success']);
    expect(deliveries.at(-1)?.at).to.be.within(before, Date.now());
    expect(deliveries[0]?.at).to.be.closeTo(Date.now() - flows.microDeposits.duration, 1_000);
  });

  it('is a flow stamped as it is sent, if there is an interval', async () => {
    const before = Date.now();
    const times = (await plan({ flow: 'left', interval: 10 })).map(({ at }) => at);
    expect(times).to.have.lengthOf(4);
    expect(times[0]).to.be.within(before, Date.now());
    for (const [index, at] of times.slice(1).entries()) expect(at - times[index]!).to.be.within(9, 1_000);
  });

  it('is one event of now, always for the same customer', async () => {
    const [[started], [adding]] = [await plan({ event: 'started' }), await plan({ event: 'adding' })];
    expect(started?.at).to.be.closeTo(Date.now(), 1_000);
    expect(started?.customerId).to.be.a('string').and.equal(adding?.customerId);
    expect(started?.body).to.include({ eventType: 'started', customerId: started?.customerId });
  });

  it('has the customer, bank, session key and seed that it is given', async () => {
    const details = { customer: '42', institution: '9', sessionKey: 'k', seed: 5 };
    for (const options of [{ event: 'adding' }, { flow: 'left' } as const]) {
      const delivery = (await plan({ ...options, ...details })).at(-1);
      expect(delivery).to.include({ type: 'adding', customerId: '42' });
      expect(delivery?.body).to.deep.include({ customerId: '42', webhookData: { sessionId: 'k' } });
      expect(delivery?.body['payload']).to.include({ institutionId: '9' });
    }
  });

  it('is a notification of Yodlee, for its events', async () => {
    const [delivery] = await plan({ event: 'failed', provider: 'yodlee', customer: 'cd30' });
    expect(delivery).to.include({ provider: 'yodlee', customerId: 'cd30' });
    expect(delivery?.body['event']).to.include({ info: 'CDV_STATUS_UPDATES', loginName: 'cd30' });
  });

  it('is a ping without a customer', async () => {
    const [ping] = await plan({ event: 'ping' });
    expect(ping).to.not.have.property('customerId');
    expect(ping?.body).to.deep.equal({ eventType: 'ping', payload: {} });
  });
});
