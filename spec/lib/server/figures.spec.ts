import { expect } from 'chai';
import { T0 } from '../../support/fold.ts';
import { connectEvent } from '../../support/tracker.ts';
import { ask, withServer } from './test-server.ts';

const DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

describe('GET /v1/funnel', () => {
  it('is about the last seven days, today among them, unless it is told others', async () => {
    await withServer({}, async (server) => {
      for (const [index, days] of [0, 6, 7].entries())
        await server.tracker.record(connectEvent(`c${index}`, 'started', Date.now() - T0 - days * DAY));
      const { body } = await ask(server, '/v1/funnel');
      expect(body).to.include({ from: dayOf(Date.now() - 6 * DAY), to: dayOf(Date.now()), sessions: 2 });
      const to = dayOf(Date.now() - 7 * DAY);
      const before = (await ask(server, `/v1/funnel?to=${to}`)).body;
      expect(before).to.include({ from: dayOf(Date.now() - 13 * DAY), to, sessions: 1 });
    });
  });

  it('refuses days that are none, too many, or the wrong way round', async () => {
    await withServer({}, async (server) => {
      for (const query of [
        'from=2026-13-01',
        'from=2026-02-30&to=2026-03-02',
        'from=2026-01-01&to=2026-06-01',
        'from=2026-03-03&to=2026-03-02',
        'from=yesterday',
      ]) {
        const { status, body } = await ask(server, `/v1/funnel?${query}`);
        expect([status, body.code], query).to.deep.equal([400, 'invalid-query']);
      }
    });
  });
});

describe('GET /v1/stages', () => {
  it('counts what is there now', async () => {
    await withServer({}, async (server) => {
      await server.tracker.record(
        connectEvent('7001', 'mfa', Date.now() - T0 - 1_000, { institutionId: '1' }),
      );
      const { stages } = (await ask(server, '/v1/stages')).body;
      expect(stages.filter(({ open }: { open: number }) => open > 0)).to.deep.equal([
        { machine: 'connect', stage: 'mfa', waitingOn: 'customer', open: 1, stuck: 0 },
      ]);
    });
  });
});
