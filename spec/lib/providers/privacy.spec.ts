import { expect } from 'chai';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { receive } from '../../../lib/providers/receive.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { CONNECT_SCHEMAS } from '../../../schemas/types.ts';
import { privateValues } from '../../support/private-values.ts';
import { deliveryOf, eventOf, sample } from './delivery.ts';

const providers = { connect: connectProvider(), yodlee: yodleeProvider() };
const samples = [
  ...CONNECT_SCHEMAS.filter((name) => name !== 'ping' && name !== 'reportDone').map(
    (name) => `connect/${name}`,
  ),
  'yodlee/cdvStatusUpdates',
  'yodlee/riskAnalytics',
];
const providerOf = (name: string) => providers[name.startsWith('connect/') ? 'connect' : 'yodlee'];

describe('what a provider passes on', () => {
  it('is searched for the values that matter', () => {
    const values = samples.flatMap((name) => privateValues(JSON.parse(sample(name).toString())));
    expect(values).to.include.members([
      '8000008888',
      '-812.16',
      'Auto Loan',
      'FinBank',
      'lastPayPeriod',
      '110000000',
    ]);
    expect(values).to.include.members(['Amazon Fulfillment', '3963', '/riskAnalytics?accountId=11119299259']);
  });

  for (const name of samples) {
    it(`holds no private value of ${name}`, async () => {
      const body = JSON.parse(sample(name).toString());
      const event = JSON.stringify(eventOf(await receive(providerOf(name), deliveryOf(body))));
      for (const value of privateValues(body)) expect(event).to.not.include(value);
    });

    it(`holds nothing of it either when ${name} breaks its schema`, async () => {
      const canary = 'Ann Smith 4111';
      const body = JSON.parse(sample(name).toString(), (key, value) =>
        [
          'institutionId',
          'accounts',
          'assets',
          'switchId',
          'verificationId',
          'accountId',
          'payload',
        ].includes(key)
          ? { [canary]: canary, name: canary, number: canary }
          : value,
      );
      const event = JSON.stringify(eventOf(await receive(providerOf(name), deliveryOf(body))));
      expect(event).to.not.include(canary);
    });
  }

  it("holds nothing of the customer's own data but the session key", async () => {
    const webhookData = { sessionId: 's-1', email: 'ann@example.com' };
    const body = { ...JSON.parse(sample('connect/mfa').toString()), webhookData, consumerId: 'consumer-1' };
    const event = JSON.stringify(eventOf(await receive(providers.connect, deliveryOf(body))));
    expect(event).to.include('s-1').and.not.include('ann@example.com').and.not.include('consumer-1');
  });
});
