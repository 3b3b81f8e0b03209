import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ALERT_EFFECTS } from '../../lib/alerts/alert.ts';
import { flows, webhookRequest } from '../../lib/testing/index.ts';
import { eventually } from '../support/eventually.ts';
import { privateValues } from '../support/private-values.ts';
import { startListener } from './listener.ts';
import { startServerProcess } from './server-process.ts';
import { stores } from './stores.ts';

const folder = new URL('../fixtures/samples/', import.meta.url);
const samples = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

/** Four characters or less may stand in a time or an id by chance. */
const telling = (value: string) => value.length > 4;

describe('privacy', function () {
  this.timeout(60_000);

  for (const [name, open] of Object.entries(stores))
    it(`no account number, balance, name or search text reaches store, log, answer or alert (${name} store)`, async () => {
      const place = await open();
      const listener = await startListener();
      const chatty = { ...listener.sink, timeout: '2s', effects: ALERT_EFFECTS };
      try {
        const server = await startServerProcess(place.url, {
          LOG_LEVEL: 'trace',
          // The samples are years old.
          RETENTION: '3650d',
          // Whoever waits is stuck at once, so that alerts tell of every stage.
          STUCK_AFTER: '*=1ms',
          ALERTS: JSON.stringify({
            sinks: [chatty, { type: 'log', effects: ALERT_EFFECTS }],
            institutionTrouble: { customers: 2, within: '1d' },
          }),
        });
        const bodies = samples.map((file) => ({
          provider: file.split('/')[0]!,
          body: readFileSync(new URL(file, folder), 'utf8'),
        }));
        for (const flow of Object.values(flows))
          for (const { provider, body } of flow({
            startAt: Date.now() - 3_600_000,
            customerId: '7001',
          }))
            bodies.push({ provider, body: JSON.stringify(body) });
        // One who has seen the accounts, and stays there.
        const lingering = flows.fullWithMfa({ startAt: Date.now() - 600_000, customerId: '7005' });
        for (const { provider, type, body } of lingering)
          if (type !== 'added' && type !== 'done') bodies.push({ provider, body: JSON.stringify(body) });
        const secrets = [
          ...new Set(bodies.flatMap(({ body }) => privateValues(JSON.parse(body)).filter(telling))),
        ];
        expect(secrets).to.include.members([
          '8000008888',
          '-812.16',
          'Home Mortgage',
          'FinBank',
          'asld;kfjasdf',
          'Amazon Fulfillment',
          '110000000',
        ]);

        const answers: string[] = [];
        const get = async (path: string) => {
          const answer = await fetch(`${server.url}${path}`);
          answers.push(await answer.text());
          return JSON.parse(answers.at(-1)!);
        };
        for (const { provider, body } of bodies) {
          const { url, ...request } = webhookRequest(
            { provider: provider as 'connect', body: {} },
            { url: server.url },
          );
          for (const sent of [
            body,
            body.replace('"payload"', '"payload": 1, "payload"'),
            body.slice(0, -3),
            body.replace(/"customerId":\s*"\d+",\s*"eventType"/, '"eventType"'),
          ]) {
            answers.push(await (await fetch(url, { ...request, body: sent })).text());
          }
        }
        for (const customer of [
          '29272504',
          '7001',
          '7005',
          '6024675884',
          '7020614888',
          '7043507659',
          'cd30?provider=yodlee',
          'User1672529280409?provider=yodlee',
        ]) {
          const [id, query = ''] = customer.split('?');
          await get(`/v1/customers/${id}?${query}`);
          for (const { sessionId } of (await get(`/v1/customers/${id}/sessions?${query}`)).sessions)
            await get(`/v1/sessions/${sessionId}`);
        }
        for (const path of ['sessions?limit=100', 'stages', 'funnel?by=institution', 'rejected?limit=100'])
          await get(`/v1/${path}`);
        for (const status of ['open', 'closed']) {
          const { alerts } = await get(`/v1/alerts?limit=100&status=${status}`);
          for (const { alertId } of alerts) await get(`/v1/alerts/${alertId}`);
        }
        const metrics = await (await fetch(`${server.url}/metrics`)).text();
        // A sum of seconds such as 0.011000000000000001 holds a routing number by chance.
        answers.push(metrics.replace(/(\.\d{4})\d+/g, '$1'));
        await eventually(async () => {
          const effects = new Set(listener.heard().map(({ effect }) => effect));
          expect([...effects]).to.include.members(['sessionStuck', 'sessionCompleted']);
          // What came too late for its deadline is held back for ten seconds.
        }, 20_000);
        await get('/readyz');
        expect(await server.stop()).to.equal(0);

        const written = {
          store: (await place.bytes()).toString('latin1'),
          records: await place.records(),
          log: server.output(),
          answers: answers.join('\n'),
          alerts: listener.requests
            .map(({ headers, body }) => `${JSON.stringify(headers)}\n${body.toString()}`)
            .join('\n'),
        };
        expect(written.store).to.include('7001');
        // The sessions of some have ended, so that their records are packed: their bytes would hide what is in them.
        expect(written.records).to.include('"29272504"').and.to.include('"7001"');
        expect(written.log).to.include('connect').and.to.include('"msg":"alert"');
        expect(written.answers).to.include('"timeline"').and.to.include('alerts_total');
        expect(written.alerts).to.include('sessionStuck');
        for (const [where, text] of Object.entries(written))
          expect(
            secrets.filter((secret) => text.includes(secret)),
            where,
          ).to.deep.equal([]);
      } finally {
        await listener.close();
        await place.remove();
      }
    });
});
