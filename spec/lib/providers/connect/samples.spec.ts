import { expect } from 'chai';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { receive } from '../../../../lib/providers/receive.ts';
import { deliveryOf, eventOf, RECEIVED_AT, sample } from '../delivery.ts';

const finbank = { institutionId: '101732' };
const account = (id: string, type: string) => ({ id, type, ...finbank, institutionLoginId: '4327' });

/** What is kept of each sample of the vendor's page. */
const kept: Record<string, { customerId?: string; id?: string; type?: string; data: object }> = {
  accountsDeleted: {
    customerId: '7043507659',
    id: '1744671850866-f9b8ef21c571b7d0e80c2c3d',
    data: { ...finbank, accountIds: ['7077265539'] },
  },
  added: {
    data: {
      ...finbank,
      oauth: true,
      accounts: [account('30318', 'loan'), account('30319', 'mortgage'), account('30320', 'investment')],
    },
  },
  adding: { data: { ...finbank, oauth: true } },
  credentialsUpdated: { data: { ...finbank, mfa: false } },
  depositSwitchUpdate: {
    customerId: '7020614888',
    id: '1728492399880-aa3fc8a4c7a0a5441f44ca2b',
    data: { switchId: '6706b36911c92b37335b0287', switchStatus: 'completed', authenticated: true },
  },
  discovered: { data: { ...finbank, accountCount: 1 } },
  documentUpload: {
    customerId: '6024675884',
    id: '1681848508579-fbe4108b3b5f35bc3b32b594',
    data: { assetCount: 1 },
  },
  done: { data: { eventTrigger: 'userSubmit' } },
  // The vendor prints the body of another event under this heading.
  institutionLoginDeleted: {
    customerId: '6024675884',
    id: '1681847896630-ff76b283cb9e47709583880b',
    type: 'institutionNotFound',
    data: { queryLength: 12, supportedCountries: ['US'] },
  },
  institutionNotFound: { data: { queryLength: 7, supportedCountries: ['US'] } },
  institutionNotSupported: { data: finbank },
  institutionSupported: { data: finbank },
  invalidCredentials: { data: finbank },
  mfa: { data: finbank },
  mfaUpdated: { data: finbank },
  processing: { data: { institutionId: '102176' } },
  started: { data: {} },
  unableToConnect: { data: { ...finbank, code: 500 } },
};

describe("the samples of the vendor's Connect page", () => {
  const provider = connectProvider();

  for (const [name, { customerId = '29272504', id, type = name, data }] of Object.entries(kept)) {
    it(`${name} is an event of which the allowed fields are kept`, async () => {
      const eventId = id ?? '1660148602272-c7cb9456479bdce2befc3424';
      expect(eventOf(await receive(provider, deliveryOf(sample(`connect/${name}`))))).to.deep.equal({
        provider: 'connect',
        customerId,
        type,
        id: eventId,
        at: Number(eventId.slice(0, 13)),
        receivedAt: RECEIVED_AT,
        data,
      });
    });
  }

  it('ping is a ping', async () => {
    expect(await receive(provider, deliveryOf(sample('connect/ping')))).to.deep.equal({ kind: 'ping' });
  });
});
