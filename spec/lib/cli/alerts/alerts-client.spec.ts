import { expect } from 'chai';
import { alertOf, findAlerts } from '../../../../lib/cli/alerts/alerts-client.ts';
import { TrackerError } from '../../../../lib/errors.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { getStuck } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';

const page = (body: unknown, status = 200) => answer(status, { body: JSON.stringify(body) });

describe('alerts found through the API', () => {
  it('are as many as were asked for, over all pages, each once', async () => {
    await withServer({}, async ({ url, tracker }) => {
      const ids = Array.from({ length: 205 }, (_, index) => String(7_000 + index));
      await getStuck(tracker, ...ids.map((customerId) => ({ customerId })));
      const find = async (limit: number) => {
        const { alerts, more } = await findAlerts(url, { status: 'open' }, limit);
        return { customers: alerts.map(({ customerId }) => customerId), more };
      };
      expect(await find(1)).to.deep.equal({ customers: ids.slice(0, 1), more: true });
      expect(await find(100)).to.deep.equal({ customers: ids.slice(0, 100), more: true });
      expect(await find(204)).to.deep.equal({ customers: ids.slice(0, 204), more: true });
      expect(await find(205)).to.deep.equal({ customers: ids, more: undefined });
      expect(await find(1_000)).to.deep.equal({ customers: ids, more: undefined });
    });
  });

  it('go on behind a page that holds none', async () => {
    const receiver = await startReceiver();
    try {
      receiver.next(page({ alerts: [], next: 'abc' }), page({ alerts: [{ alertId: 'a' }] }));
      const found = await findAlerts(receiver.url, { stage: 'mfa', effect: undefined }, 5);
      expect(found).to.deep.equal({ alerts: [{ alertId: 'a' }] });
      expect(receiver.requests.map(({ path }) => path)).to.deep.equal([
        '/v1/alerts?stage=mfa&limit=6',
        '/v1/alerts?stage=mfa&limit=6&cursor=abc',
      ]);
    } finally {
      await receiver.close();
    }
  });
});

describe('an answer that was not hoped for', () => {
  const answers: [name: string, body: unknown, status: number, code: string, message: RegExp][] = [
    [
      'a refusal',
      { code: 'invalid-query', detail: 'No such stage.' },
      400,
      'request-refused',
      /refused: 400 invalid-query: No such stage\.$/,
    ],
    [
      'a store that is away',
      { code: 'store-unavailable', detail: 'Later.' },
      503,
      'unexpected-answer',
      /503 store-unavailable/,
    ],
    ['a page of somebody else', '<html>', 200, 'unexpected-answer', /gave no (alerts|alert a): 200\.$/],
    ['a list of somebody else', { items: [] }, 200, 'unexpected-answer', /gave no/],
    ['nothing', null, 404, 'unexpected-answer', /gave no (alerts|alert a): 404\.$/],
  ];
  for (const [name, body, status, code, message] of answers) {
    it(`is told apart: ${name}`, async () => {
      const receiver = await startReceiver();
      try {
        receiver.always(page(body, status));
        for (const asked of [findAlerts(receiver.url, {}, 1), alertOf(receiver.url, 'a')]) {
          const error = await failureOf(asked);
          expect(error).to.be.instanceOf(TrackerError).and.include({ code });
          expect(error.message).to.match(message);
        }
      } finally {
        await receiver.close();
      }
    });
  }
});
