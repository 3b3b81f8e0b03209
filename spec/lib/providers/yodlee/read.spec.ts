import { expect } from 'chai';
import { receive } from '../../../../lib/providers/receive.ts';
import { yodleeProvider } from '../../../../lib/providers/yodlee/index.ts';
import { verificationMachine } from '../../../../machines/verification.ts';
import { deliveryOf, eventOf, RECEIVED_AT, sample } from '../delivery.ts';

const provider = yodleeProvider();
const data = { verificationId: 7, verificationStatus: 'INITIATED' };
const base = {
  info: 'CDV_STATUS_UPDATES',
  notificationId: 'n1',
  notificationTime: '2025-05-01T02:00:13Z',
  loginName: 'ann',
};
const received = (changes: object, changedData: object = {}) =>
  receive(provider, deliveryOf({ event: { ...base, data: { ...data, ...changedData }, ...changes } }));
const event = async (changes: object, changedData: object = {}) =>
  eventOf(await received(changes, changedData));

describe('the Yodlee provider', () => {
  it('is named yodlee and drives the verification machine', () => {
    expect(provider.name).to.equal('yodlee');
    expect(provider.machine).to.equal(verificationMachine);
  });

  it("keeps the allowed fields of the vendor's sample of a challenge deposit", async () => {
    expect(eventOf(await receive(provider, deliveryOf(sample('yodlee/cdvStatusUpdates'))))).to.deep.equal({
      provider: 'yodlee',
      customerId: 'cd30',
      type: 'failed',
      id: '8Du3iHWP0zS0NFramXKP2XgQdsQ=',
      at: Date.parse('2025-05-01T02:00:13Z'),
      receivedAt: RECEIVED_AT,
      key: '10063594',
      data: {
        verificationId: '10063594',
        accountId: '14314603',
        providerAccountId: '11931950',
        reason: 'EXPIRED',
      },
    });
  });

  it("keeps the allowed fields of the vendor's sample of risk analytics", async () => {
    expect(eventOf(await receive(provider, deliveryOf(sample('yodlee/riskAnalytics'))))).to.deep.equal({
      provider: 'yodlee',
      customerId: 'User1672529280409',
      type: 'riskAnalytics',
      id: '63b5206c98268664f7db1c2c',
      at: Date.parse('2025-05-04T06:45:28Z'),
      receivedAt: RECEIVED_AT,
      key: 'account:11119299259',
      data: { accountId: '11119299259', providerAccountId: '12931515' },
    });
  });

  for (const verificationStatus of ['INITIATED', 'DEPOSITED', 'SUCCESS', 'FAILED']) {
    it(`names the event type after the status ${verificationStatus}`, async () => {
      expect(await event({}, { verificationStatus })).to.deep.include({
        type: verificationStatus.toLowerCase(),
        key: '7',
        data: { verificationId: '7' },
      });
    });
  }

  it('drops a reason that is not from a fixed vocabulary', async () => {
    expect((await event({}, { reason: 'Ann Smith has moved' })).data).to.deep.equal({ verificationId: '7' });
  });

  it('keeps a notification of a kind it does not know, without its data', async () => {
    expect(await event({ info: 'REFRESH.PROCESS_COMPLETED' })).to.deep.equal({
      provider: 'yodlee',
      customerId: 'ann',
      type: 'REFRESH.PROCESS_COMPLETED',
      id: 'n1',
      at: Date.parse('2025-05-01T02:00:13Z'),
      receivedAt: RECEIVED_AT,
      data: {},
      status: 'unknown',
    });
  });

  it('keeps a notification that breaks its schema, with the place and the rule', async () => {
    const cases: [object, object, string][] = [
      [
        {},
        { verificationStatus: 'PAUSED' },
        '/event/data/verificationStatus must be equal to one of the allowed values',
      ],
      [{}, { verificationId: 1.5 }, '/event/data/verificationId must be string,integer'],
      [{ data: [] }, {}, '/event/data must be object'],
      [{ notificationId: undefined }, {}, "/event must have required property 'notificationId'"],
    ];
    for (const [changes, changedData, reason] of cases) {
      expect(await event(changes, changedData), reason).to.deep.include({
        type: 'CDV_STATUS_UPDATES',
        data: {},
        status: 'invalid',
        reasons: [reason],
      });
    }
    expect((await event({ notificationId: undefined })).id).to.match(/^body-[0-9a-f]{24}$/);
  });

  describe('gives as time', () => {
    it('that of the notification, with its zone', async () => {
      expect((await event({ notificationTime: '2025-05-01T04:00:13.5+02:00' })).at).to.equal(
        Date.parse('2025-05-01T02:00:13.500Z'),
      );
    });

    it('the receipt where there is none that can be trusted', async () => {
      for (const notificationTime of [
        undefined,
        '',
        'yesterday',
        '2025-05-01',
        '2025-05-01T02:00:13',
        '2025-13-45T99:00:00Z',
      ]) {
        expect((await event({ notificationTime })).at, notificationTime).to.equal(RECEIVED_AT);
      }
    });

    it('never one later than the receipt', async () => {
      expect((await event({ notificationTime: '2999-01-01T00:00:00Z' })).at).to.equal(RECEIVED_AT);
    });
  });

  describe('cannot use', () => {
    it('a body that is no object', async () => {
      expect(await receive(provider, deliveryOf('[]'))).to.include({
        kind: 'unusable',
        code: 'not-an-object',
      });
    });

    it('a body without a kind, and names /event/info', async () => {
      for (const body of [{}, { event: null }, { event: [] }, { event: { ...base, info: 'Ann Smith' } }]) {
        const unusable = await receive(provider, deliveryOf(body));
        expect(unusable).to.include({ kind: 'unusable', code: 'missing-event-type' });
        expect(unusable)
          .to.have.property('detail')
          .that.matches(/^\/event\/info /);
      }
    });

    it('a notification without a login name, and names both places', async () => {
      for (const changes of [{ loginName: undefined }, { loginName: '' }, { loginName: 'a\u0000' }]) {
        const unusable = await received(changes);
        expect(unusable).to.include({ kind: 'unusable', code: 'missing-customer' });
        expect(unusable)
          .to.have.property('detail')
          .that.matches(/^\/event\/loginName or \/event\/data\/loginName /);
      }
    });
  });
});
