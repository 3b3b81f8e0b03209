import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ALERT_EFFECTS } from '../../../lib/alerts/alert.ts';
import { sign } from '../../../lib/providers/connect/signature.ts';
import { runCli } from '../../lib/cli/run-cli.ts';
import { eventually } from '../../support/eventually.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { redisCli } from '../../support/redis-server.ts';
import type { ServerProcess } from '../server-process.ts';
import { type StorePlace, stores } from '../stores.ts';
import { attacked } from './attacked.ts';

/** What must stay outside, by the field that brings it. Each is found by itself wherever it turns up. */
const canaries = {
  number: '4716253098172635',
  realAccountNumberLast4: 'zq-last4-8362',
  accountNumberDisplay: 'zq-display-8362',
  accountNumberEndsWith: 'zq-ends-8362',
  bankIdentifier: '957318462',
  balance: 739184620.57,
  balanceDate: 7391846205,
  name: 'Zanzibar Quillfeather',
  accountNickname: "Zanzibar's Nest Egg",
  query: 'Qwertzuiop Credit Union of Zanzibar',
  label: 'zq-last-pay-period',
  assetId: 'zq-asset-8362',
  href: '/zq/riskAnalytics?accountId=8362736',
  email: 'zanzibar@zq.example',
  consumerId: 'zq-consumer-8362',
  unheardOf: 'zq-unheard-of',
} as const;

const CUSTOMERS = ['zq-customer-1', 'zq-customer-2'] as const;

const secrets = {
  partner: 'zq-partner-secret-1',
  token: 'zq-yodlee-token-1',
  hook: `whsec_${Buffer.alloc(32, 'zq-hook').toString('base64')}`,
  slack: 'zq-slack-path',
  pager: 'zq0pager0key0000zq0pager0key0000',
  authorization: 'Bearer zq-authorization',
  cookie: 'zq=zq-cookie',
};

const folder = new URL('../../fixtures/samples/', import.meta.url);
const samples = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

/** A sample of the vendor, as of now, with canaries wherever one fits, and where none is expected. */
function poisoned(file: string, customerId: string): string {
  const parsed = JSON.parse(readFileSync(new URL(file, folder), 'utf8'), (key, value) => {
    if (Object.hasOwn(canaries, key)) return canaries[key as keyof typeof canaries];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return { ...value, ...canaries };
  });
  const eventId = String(parsed.eventId).replace(/^\d{13}/, String(Date.now()));
  const webhookData = { ...canaries, sessionId: 'order-1' };
  return JSON.stringify({ ...parsed, eventId, customerId, webhookData });
}

/** The same delivery whole, and broken in each way that has an error of its own. */
function variants(body: string): string[] {
  return [
    body,
    body.replace('"payload":', '"payload":1,"payload":['),
    body.replace('"payload":', '"payload":[],"was":'),
    body.slice(0, -3),
    body.replace(/"customerId":"zq-customer-\d"/, `"customerId":{"name":"${canaries.name}"}`),
    body.replace(/"(eventType|info)":"\w+"/, `"$1":"${canaries.name}"`),
    `{"__proto__":${body}}`,
    `{"${canaries.number}":{"${canaries.email}":{"__proto__":${body}}}}`,
    body.padEnd(300_000),
  ];
}

async function deliver(url: string, provider: string, bytes: string, signed: boolean): Promise<string> {
  const token = provider === 'yodlee' ? `/${secrets.token}${signed ? '' : 'x'}` : '';
  const { authorization, cookie } = secrets;
  const signature = signed ? sign(bytes, secrets.partner) : 'none';
  const answer = await fetch(`${url}/webhooks/${provider}${token}`, {
    method: 'POST',
    headers: { 'x-finicity-signature': signature, authorization, cookie },
    body: bytes,
  });
  return `${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
}

/** One customer sends all samples, and so is done; another one stays where a question is asked. */
async function deliverAll({ url }: ServerProcess): Promise<string[]> {
  const answers: string[] = [];
  const sent = [
    ...samples.map((file) => [file, CUSTOMERS[0]] as const),
    ['connect/mfa.json', CUSTOMERS[1]] as const,
  ];
  for (const [file, customerId] of sent)
    for (const bytes of variants(poisoned(file, customerId)))
      for (const signed of [true, false])
        answers.push(await deliver(url, file.split('/')[0]!, bytes, signed));
  return answers;
}

/** Everything that can be asked for: what is known of customers, and each path that takes no more than a query. */
async function askAll({ url }: ServerProcess): Promise<string[]> {
  const answers: string[] = [];
  const get = async (path: string) => {
    const text = await (await fetch(`${url}${path}`, { headers: { cookie: secrets.cookie } })).text();
    answers.push(text);
    return text;
  };
  for (const query of ['provider=connect', 'provider=yodlee'])
    for (const customer of [CUSTOMERS[0], CUSTOMERS[1], 'cd30', 'User1672529280409']) {
      await get(`/v1/customers/${customer}?${query}`);
      const { sessions = [] } = JSON.parse(await get(`/v1/customers/${customer}/sessions?${query}`));
      for (const { sessionId } of sessions) await get(`/v1/sessions/${sessionId}`);
    }
  for (const status of ['open', 'closed']) {
    const { alerts } = JSON.parse(await get(`/v1/alerts?limit=100&status=${status}`));
    for (const { alertId } of alerts) await get(`/v1/alerts/${alertId}`);
  }
  const paths = ['sessions', 'stages', 'funnel', 'funnel?by=institution', 'machines', 'rejected?limit=100'];
  for (const path of paths) await get(`/v1/${path}`);
  for (const path of ['readyz', 'livez', 'docs', 'openapi.json', `nowhere/${secrets.token}`])
    await get(`/${path}`);
  // A sum of seconds such as 0.011000000000000001 holds a number by chance.
  answers.push((await get('/metrics')).replace(/(\.\d{4})\d+/g, '$1'));
  return answers;
}

/** What its users are told on the command line. */
async function runAll({ url }: ServerProcess): Promise<string> {
  const commands = [['status', CUSTOMERS[1]], ['stuck'], ['alerts'], ['alerts', '--status', 'closed']];
  const env = { CONNECT_TRACKER_URL: url };
  const ran = await Promise.all(commands.map((args) => runCli([...args], { env })));
  return ran.map(({ stdout, stderr }) => stdout + stderr).join('\n');
}

/** Lets the store refuse what is delivered meanwhile, so that errors are logged that quote commands; Redis only. */
async function failing({ url }: StorePlace, work: () => Promise<unknown>): Promise<void> {
  if (!url.startsWith('redis:')) return;
  const set = (limit: string) => redisCli(Number(new URL(url).port), 'CONFIG', 'SET', 'maxmemory', limit);
  await set('1');
  await work();
  await set('0');
}

/** How a value could be written: as it is, escaped, encoded. */
function spellings(value: string): string[] {
  const bytes = Buffer.from(value);
  // What base64 makes of the middle of a value does not depend on what stands before it.
  const middles = [0, 1, 2].map((from) => bytes.subarray(from, from + 12).toString('base64'));
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    ...middles,
  ];
}

const searched = Object.entries({ ...canaries, ...secrets }).map(([name, value]): [string, string[]] => [
  name,
  spellings(String(value).replace(/\.\d+$/, '')),
]);

const leaksIn = (text: string) =>
  searched.filter(([, ways]) => ways.some((way) => text.includes(way))).map(([name]) => name);

const alertsTo = ({ url }: Receiver) => {
  const common = { effects: ALERT_EFFECTS, allowPrivate: true, timeout: '2s' };
  return JSON.stringify({
    sinks: [
      { type: 'log', effects: ALERT_EFFECTS },
      { type: 'webhook', url: `${url}/hook`, secret: secrets.hook, ...common },
      { type: 'slack', url: `${url}/${secrets.slack}`, ...common },
      { type: 'alertmanager', url: `${url}/am`, ...common },
      { type: 'pagerduty', url: `${url}/pd`, routingKey: secrets.pager, ...common },
    ],
    institutionTrouble: { customers: 2, within: '1d' },
  });
};

describe('a canary (A16)', function () {
  this.timeout(60_000);

  it('would be found, however it is written', () => {
    expect(leaksIn('{"x":"Zanzibar Quillfeather"}')).to.include('name');
    expect(leaksIn(Buffer.from('..4716253098172635..').toString('base64'))).to.deep.equal(['number']);
    expect(leaksIn(Buffer.from('zq-partner-secret-1').toString('hex'))).to.deep.equal(['partner']);
    expect(leaksIn('balance 739184620.57 of')).to.deep.equal(['balance', 'balanceDate'].slice(0, 1));
  });

  for (const store of Object.keys(stores))
    it(`in any field, header or secret is nowhere afterwards (${store} store)`, async () => {
      const receiver = await startReceiver();
      const seen: Record<string, string> = {};
      const env = {
        LOG_LEVEL: 'trace',
        STUCK_AFTER: '*=1s',
        CONNECT_SECRETS: secrets.partner,
        YODLEE_TOKENS: secrets.token,
        ALERTS: alertsTo(receiver),
      };
      const afterwards = async (server: ServerProcess, place: StorePlace) => {
        const bytes = (await place.bytes()).toString('latin1');
        if (store === 'redis') expect(bytes).to.include('REDIS00').and.to.include('SELECT');
        expect(bytes).to.include(CUSTOMERS[0]);
        expect(server.output()).to.include('"msg":"alert"');
        // Only the sink that is a log says who it is about.
        const others = server
          .output()
          .split('\n')
          .filter((line) => !line.includes('"msg":"alert"'));
        for (const customerId of CUSTOMERS) expect(others.join('\n')).not.to.include(customerId);
        const everything = { ...seen, bytes, records: await place.records(), log: server.output() };
        for (const [where, text] of Object.entries(everything))
          expect(leaksIn(text), where).to.deep.equal([]);
      };
      try {
        await attacked({ store, env, afterwards }, async (server, place) => {
          const answers = await deliverAll(server);
          await failing(place, async () => answers.push(...(await deliverAll(server))));
          const told = () => receiver.requests.map(({ path, body }) => [path, body.toString()]);
          await eventually(async () => {
            for (const path of ['/hook', `/${secrets.slack}`, '/pd', '/am/api/v2/alerts'])
              expect(told().map(([path]) => path)).to.include(path);
          });
          answers.push(...(await askAll(server)));
          seen['answers'] = answers.join('\n');
          seen['command line'] = await runAll(server);
          const bodies = told().map(([, body]) => body?.replaceAll(secrets.pager, ''));
          seen['alerts'] = bodies.join('\n');
          expect(seen['answers']).to.include('"timeline"').and.to.include('"code":"invalid-json"');
          if (store === 'redis') expect(seen['answers']).to.include('"code":"store-unavailable"');
          expect(seen['command line']).to.include(CUSTOMERS[1]);
        });
      } finally {
        await receiver.close();
      }
    });
});
