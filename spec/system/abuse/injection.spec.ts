import { expect } from 'chai';
import { connectEvent } from '../../../lib/testing/index.ts';
import { redisCli } from '../../support/redis-server.ts';
import type { ServerProcess } from '../server-process.ts';
import { stores } from '../stores.ts';
import { attacked } from './attacked.ts';

/** Ids that mean something to Redis, to a shell, to a path or to whoever reads a log, each beside those it could be taken for. */
const printable = [
  ...['{', '}', '{}', '{p00}', '}{', '{a}', 'a', '{a', 'a}', 'x{a}y', 'x{a}z'],
  ...[':', 'a:', ':a', 'a:b', 'a::b', '*', '?', 'a*', '[ab]', '[a-z]*', '\\*', 'a\\'],
  ...['../a', '..', '.', '/', '//', 'a/b', '%00', '%2e%2e', '%7B', 'a%3Ab', '~', '-', '_', 'a-b', 'a_b'],
  ...["' OR 1=1--", '"', '`id`', '$(id)', '$a', '$where', '; FLUSHALL', '|', '&', '<a>', '__proto__'],
  ...['constructor', 'toString', 'null', 'undefined', 'NaN', 'true', '0', '00', '1e3', '-1', '1', '１'],
  ...['A', 'é', 'e\u0301', 'a ', ' a', 'a  b', 'a b', 'ct:{p00}:r:0', 'K', '\u212a', 'x'.repeat(200)],
];
const refused = [
  ...[
    '',
    '\0',
    'a\0',
    'a\0b',
    '\r\n',
    'a\r\nSET b c',
    'a\nb',
    '\n{"level":60}',
    '\t',
    '\u001b[31m',
    '\u007f',
  ],
  ...['\u2028', '\u2029', '\u200b', '\ufeffa', '\u202e', '\ud800', 'x'.repeat(201), '{'.repeat(10_000)],
];

const eventAt = Date.now() - 60_000;
const started = (customerId: string, more: object = {}) => ({
  ...connectEvent('started', { at: eventAt, customerId }),
  ...more,
});

interface Posted {
  readonly status?: string | number;
  readonly code?: string;
}

async function post({ url }: ServerProcess, event: object, key?: string): Promise<Posted> {
  const path = key === undefined ? '' : `/${encodeURIComponent(key)}`;
  const answer = await fetch(`${url}/webhooks/connect${path}`, {
    method: 'POST',
    body: JSON.stringify(event),
  });
  return (await answer.json()) as Posted;
}

async function get({ url }: ServerProcess, path: string) {
  return (await (await fetch(`${url}${path}`)).json()) as Record<string, unknown>;
}

/** No client of HTTP sends these as a segment of a path. */
const isDots = (id: string) => id === '.' || id === '..';

const fitsPath = (id: string) => id !== '' && id.length < 1_000 && id !== '\ud800';

const pathOf = (customerId: string) => `/v1/customers/${encodeURIComponent(customerId)}`;

/** Every line that the server has logged; one that is no JSON throws. */
const linesOf = (server: ServerProcess) =>
  server
    .output()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an id that is made to be taken for something else (A12)', function () {
  this.timeout(60_000);

  for (const store of Object.keys(stores))
    it(`has a record of its own and one line in the log, or is refused (${store} store)`, async () => {
      const afterwards = (server: ServerProcess) => {
        const deliveries = linesOf(server).filter(({ route }) => route === '/webhooks/:provider');
        expect(deliveries).to.have.length(printable.length + refused.length);
      };
      await attacked({ store, afterwards }, async (server) => {
        for (const id of printable)
          expect(await post(server, started(id)), id).to.deep.equal({ status: 'applied' });
        for (const id of refused)
          expect(await post(server, started(id)), id).to.include({ code: 'missing-customer' });
        for (const id of printable.filter((id) => !isDots(id)))
          expect(await get(server, pathOf(id)), id).to.include({ customerId: id, sessions: 1, attempts: 1 });
      });
    });

  it('is a session or an event of its own where it is the id of one', async () => {
    await attacked({}, async (server) => {
      for (const id of printable.filter((id) => !isDots(id)))
        expect((await post(server, started('by key'), id)).status, id).to.be.oneOf(['applied', 'late']);
      for (const id of refused.filter(fitsPath))
        expect((await post(server, started('by key'), id)).code, id).to.equal('invalid-path');
      for (const sessionId of printable)
        await post(server, started('by key in the body', { webhookData: { sessionId } }));
      expect(await get(server, pathOf('by key'))).to.include({
        sessions: printable.filter((id) => !isDots(id)).length,
      });
      expect(await get(server, pathOf('by key in the body'))).to.include({ sessions: printable.length });

      const ascii = printable.filter((id) => /^[ -~]+$/.test(id));
      for (const eventId of ascii) await post(server, started('by event', { eventId }));
      const { sessionId } = await get(server, pathOf('by event'));
      const { timeline } = await get(server, `/v1/sessions/${sessionId}`);
      const kept = (timeline as { eventId?: string }[]).flatMap(({ eventId }) => eventId ?? []);
      expect(kept).to.have.members(ascii);
    });
  });

  it('never becomes a part of a key in Redis', async () => {
    const env = { STUCK_AFTER: '*=1ms' };
    await attacked({ store: 'redis', env }, async (server, { url }) => {
      for (const id of printable.filter((id) => /^[!-~]{1,100}$/.test(id))) {
        const content = { eventType: 'mfa', payload: { institutionId: id }, webhookData: { sessionId: id } };
        await post(server, started(id, content));
      }
      const keys = (await redisCli(Number(new URL(url).port), '--raw', 'KEYS', '*')).split('\n');
      expect(keys.length).to.be.above(printable.length / 2);
      // All that varies is ours: a partition, digests, and the names of providers, machines, stages and effects.
      for (const key of keys) {
        expect(key).to.match(/^ct:\{(p\d\d|[a-z]+)\}(:[\w.:/=@-]*)?$/);
        expect(key).not.to.match(/proto|constructor|toString|undefined|NaN|xxx/);
      }
    });
  });
});

describe('a request id that is made to be taken for something else (A12)', () => {
  it('is replaced by one of ours, in the answer and in the log', async () => {
    const hostile = [
      'a',
      'a'.repeat(65),
      '{"level":60}',
      'é'.repeat(20),
      '<script>alert(1)</script>',
      '../../a',
    ];
    const ours = /^[0-9a-f-]{36}$/;
    const afterwards = (server: ServerProcess) => {
      const requests = linesOf(server).filter(({ msg }) => msg === 'request');
      expect(requests).to.have.length(hostile.length);
      for (const { requestId } of requests) expect(requestId).to.match(ours);
    };
    await attacked({ afterwards }, async ({ url }) => {
      for (const id of hostile) {
        const answer = await fetch(`${url}/v1/customers/nobody`, { headers: { 'x-request-id': id } });
        expect(answer.headers.get('x-request-id')).to.match(ours);
        expect((await answer.json()) as object)
          .to.have.property('requestId')
          .that.matches(ours);
      }
    });
  });
});
