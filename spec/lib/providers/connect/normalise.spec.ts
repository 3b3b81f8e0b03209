import { expect } from 'chai';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { receive } from '../../../../lib/providers/receive.ts';
import { deliveryOf, eventOf } from '../delivery.ts';

const provider = connectProvider();
const dataOf = async (eventType: string, payload: unknown, rest: object = {}) => {
  const body = { customerId: '1', eventType, eventId: '1700000000000-abc', payload, ...rest };
  const { type, status, data } = eventOf(await receive(provider, deliveryOf(body)));
  return { type, ...(status === undefined ? {} : { status }), ...data };
};

describe('what is kept of a Connect payload', () => {
  describe('tells the two kinds of done apart', () => {
    it('the end of a session has an empty payload, or none', async () => {
      for (const payload of [{}, [], undefined]) {
        expect(await dataOf('done', payload, { eventTrigger: 'timeout' })).to.deep.equal({
          type: 'done',
          eventTrigger: 'timeout',
        });
      }
      expect(await dataOf('done', {})).to.deep.equal({ type: 'done' });
    });

    it('the end of reports has one, or several', async () => {
      expect(await dataOf('done', { id: 'r1', type: 'voa' })).to.deep.equal({
        type: 'reportDone',
        reportCount: 1,
      });
      expect(await dataOf('done', [{ id: 'r1' }, { id: 'r2' }], { consumerId: 'c' })).to.deep.equal({
        type: 'reportDone',
        reportCount: 2,
      });
    });
  });

  describe('understands the types that drift', () => {
    it('ids as text or number', async () => {
      expect(await dataOf('processing', { institutionId: 5 })).to.deep.equal({
        type: 'processing',
        institutionId: '5',
      });
      expect(await dataOf('accountsDeleted', { accounts: [1, '2'] })).to.deep.equal({
        type: 'accountsDeleted',
        accountIds: ['1', '2'],
      });
      expect(await dataOf('institutionLoginDeleted', { institutionLoginId: 9 })).to.deep.equal({
        type: 'institutionLoginDeleted',
        institutionLoginId: '9',
      });
    });

    it('flags as booleans, as text, as null', async () => {
      for (const [oauth, kept] of [
        [true, true],
        ['true', true],
        [false, false],
        ['false', false],
      ] as const) {
        expect(await dataOf('adding', { oauth })).to.deep.equal({ type: 'adding', oauth: kept });
      }
      expect(await dataOf('credentialsUpdated', { mfa: null })).to.deep.equal({ type: 'credentialsUpdated' });
    });

    it('codes as number or text', async () => {
      expect(await dataOf('unableToConnect', { code: 903 })).to.deep.equal({
        type: 'unableToConnect',
        code: 903,
      });
      expect(await dataOf('unableToConnect', { code: '903' })).to.deep.equal({
        type: 'unableToConnect',
        code: 903,
      });
    });

    it('an empty list of accounts', async () => {
      expect(await dataOf('discovered', { accounts: [], mfa: null })).to.deep.equal({
        type: 'discovered',
        accountCount: 0,
      });
      expect(await dataOf('added', { accounts: [] })).to.deep.equal({ type: 'added', accounts: [] });
    });

    it('a payload that is missing, with any type', async () => {
      for (const eventType of [
        'started',
        'institutionNotFound',
        'added',
        'discovered',
        'accountsDeleted',
        'documentUpload',
        'done',
        'institutionLoginDeleted',
        'depositSwitchUpdate',
        'unableToConnect',
      ]) {
        expect(await dataOf(eventType, undefined)).to.deep.equal({ type: eventType });
      }
    });
  });

  it('keeps of texts from a fixed vocabulary only what can belong to one, so that no name slips through', async () => {
    expect(
      await dataOf('depositSwitchUpdate', {
        switchStatus: 'failed',
        failureReason: 'Insufficient balance of John Smith',
      }),
    ).to.deep.equal({ type: 'depositSwitchUpdate', switchStatus: 'failed' });
    expect(await dataOf('done', {}, { eventTrigger: 'John Smith' })).to.deep.equal({ type: 'done' });
    expect(await dataOf('added', { accounts: [{ id: 1, type: 'Loan of Ann' }] })).to.deep.equal({
      type: 'added',
      accounts: [{ id: '1' }],
    });
    expect(
      await dataOf('institutionNotFound', { query: 'Ann', supportedCountries: ['US', 'Ann Smith'] }),
    ).to.deep.equal({
      type: 'institutionNotFound',
      queryLength: 3,
      supportedCountries: ['US'],
    });
  });
});
