import { expect } from 'chai';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { receive } from '../../../../lib/providers/receive.ts';
import { deliveryOf, eventOf } from '../delivery.ts';

const provider = connectProvider();
const dataOf = (eventType: string, payload: unknown, rest: object = {}) => {
  const body = { customerId: '1', eventType, eventId: '1700000000000-abc', payload, ...rest };
  const { type, status, data } = eventOf(receive(provider, deliveryOf(body)));
  return { type, ...(status === undefined ? {} : { status }), ...data };
};

describe('what is kept of a Connect payload', () => {
  describe('tells the two kinds of done apart', () => {
    it('the end of a session has an empty payload, or none', () => {
      for (const payload of [{}, [], undefined]) {
        expect(dataOf('done', payload, { eventTrigger: 'timeout' })).to.deep.equal({
          type: 'done',
          eventTrigger: 'timeout',
        });
      }
      expect(dataOf('done', {})).to.deep.equal({ type: 'done' });
    });

    it('the end of reports has one, or several', () => {
      expect(dataOf('done', { id: 'r1', type: 'voa' })).to.deep.equal({ type: 'reportDone', reportCount: 1 });
      expect(dataOf('done', [{ id: 'r1' }, { id: 'r2' }], { consumerId: 'c' })).to.deep.equal({
        type: 'reportDone',
        reportCount: 2,
      });
    });
  });

  describe('understands the types that drift', () => {
    it('ids as text or number', () => {
      expect(dataOf('processing', { institutionId: 5 })).to.deep.equal({
        type: 'processing',
        institutionId: '5',
      });
      expect(dataOf('accountsDeleted', { accounts: [1, '2'] })).to.deep.equal({
        type: 'accountsDeleted',
        accountIds: ['1', '2'],
      });
      expect(dataOf('institutionLoginDeleted', { institutionLoginId: 9 })).to.deep.equal({
        type: 'institutionLoginDeleted',
        institutionLoginId: '9',
      });
    });

    it('flags as booleans, as text, as null', () => {
      for (const [oauth, kept] of [
        [true, true],
        ['true', true],
        [false, false],
        ['false', false],
      ] as const) {
        expect(dataOf('adding', { oauth })).to.deep.equal({ type: 'adding', oauth: kept });
      }
      expect(dataOf('credentialsUpdated', { mfa: null })).to.deep.equal({ type: 'credentialsUpdated' });
    });

    it('codes as number or text', () => {
      expect(dataOf('unableToConnect', { code: 903 })).to.deep.equal({ type: 'unableToConnect', code: 903 });
      expect(dataOf('unableToConnect', { code: '903' })).to.deep.equal({
        type: 'unableToConnect',
        code: 903,
      });
    });

    it('an empty list of accounts', () => {
      expect(dataOf('discovered', { accounts: [], mfa: null })).to.deep.equal({
        type: 'discovered',
        accountCount: 0,
      });
      expect(dataOf('added', { accounts: [] })).to.deep.equal({ type: 'added', accounts: [] });
    });

    it('a payload that is missing, with any type', () => {
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
        expect(dataOf(eventType, undefined)).to.deep.equal({ type: eventType });
      }
    });
  });

  it('keeps of texts from a fixed vocabulary only what can belong to one, so that no name slips through', () => {
    expect(
      dataOf('depositSwitchUpdate', {
        switchStatus: 'failed',
        failureReason: 'Insufficient balance of John Smith',
      }),
    ).to.deep.equal({ type: 'depositSwitchUpdate', switchStatus: 'failed' });
    expect(dataOf('done', {}, { eventTrigger: 'John Smith' })).to.deep.equal({ type: 'done' });
    expect(dataOf('added', { accounts: [{ id: 1, type: 'Loan of Ann' }] })).to.deep.equal({
      type: 'added',
      accounts: [{ id: '1' }],
    });
    expect(
      dataOf('institutionNotFound', { query: 'Ann', supportedCountries: ['US', 'Ann Smith'] }),
    ).to.deep.equal({
      type: 'institutionNotFound',
      queryLength: 3,
      supportedCountries: ['US'],
    });
  });
});
