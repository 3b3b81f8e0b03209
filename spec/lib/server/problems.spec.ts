import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigurationError, StoreConfigurationError, StoreUnavailableError } from '../../../lib/errors.ts';
import type { Provider } from '../../../lib/providers/provider.ts';
import { type ProblemCode, type ProblemKind, problems } from '../../../lib/server/problems-catalogue.ts';
import { connectEvent } from '../../../lib/testing/index.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { enterStage, getStuck } from './stuck-customer.ts';
import { type Answer, ask, post, SECRET, type TestServer, withServer } from './test-server.ts';

type Setting = Parameters<typeof withServer>[0];

/** How one occurrence of a problem is brought about. */
interface Example {
  readonly setting?: Setting;
  readonly path?: string;
  readonly act: (server: TestServer) => Promise<Answer>;
}

const signed = { config: { connectSecrets: [SECRET] } };
const event = () => connectEvent('started', { at: Date.now() - 60_000 });
const get = (path: string, setting: Setting = {}): Example => ({
  setting,
  act: (server) => ask(server, path),
});
const deliver = (body: unknown, setting: Setting = {}, headers = {}): Example => ({
  setting,
  act: (server) => post(server, '/webhooks/connect', body, headers),
});
const rejecting = (error: Error) => async () => {
  throw error;
};

/** A provider whose codes nobody has heard of. */
const stranger = (over: Partial<Provider>): Provider => ({
  name: 'stranger',
  machine: connectMachine,
  authenticate: () => ({ ok: true, verified: false }),
  read: () => ({ kind: 'unusable', code: 'never-heard-of', detail: 'the moon is wrong' }),
  ...over,
});
const deliverTo = (provider: Provider): Example => ({
  setting: { more: [provider] },
  act: (server) => post(server, '/webhooks/stranger', {}),
});

const examples: Record<ProblemCode, Example> = {
  'invalid-path': get('/v1/sessions/%zz'),
  'invalid-query': get('/v1/rejected?limit=none'),
  'invalid-body': {
    act: (server) => post(server, '/v1/alerts/1/acknowledge', { who: 'anna' }),
  },
  'invalid-utf8': deliver(Buffer.from([0x22, 0xff, 0x22])),
  'invalid-json': deliver('{'),
  'too-deep': deliver('['.repeat(100)),
  'too-many-keys': deliver(JSON.stringify(Array(20_000).fill(0))),
  'forbidden-key': deliver('{"__proto__":1}'),
  'not-an-object': deliver('1'),
  'missing-event-type': deliver('{}'),
  'missing-customer': deliver({ eventType: 'started' }),
  'record-full': deliver(event(), { maxEvents: 0 }),
  'event-expired': deliver(
    { ...event(), eventId: '1500000000000-0123456789abcdef01234567' },
    { retention: 86_400_000 },
  ),
  'delivery-unusable': deliverTo(stranger({})),
  'unknown-sink': { act: (server) => post(server, '/v1/alerts/1/resend', { sink: 'ops' }) },
  'missing-signature': {
    setting: signed,
    act: (server) => ask(server, '/webhooks/connect', { method: 'POST' }),
  },
  'invalid-signature': deliver({}, signed, { 'x-finicity-signature': '1'.repeat(64) }),
  'invalid-token': {
    setting: { config: { yodleeTokens: ['a-token-of-yodlee'] } },
    act: (server) => post(server, '/webhooks/yodlee/another', {}),
  },
  'missing-key': {
    act: async (server) => {
      await server.tracker.keys.create({ name: 'anna', scope: 'read' });
      return ask(server, '/v1/alerts');
    },
  },
  'invalid-key': {
    act: async (server) => {
      await server.tracker.keys.create({ name: 'anna', scope: 'read' });
      return ask(server, '/v1/alerts', { headers: { authorization: 'Bearer another' } });
    },
  },
  unauthenticated: deliverTo(
    stranger({ authenticate: () => ({ ok: false, code: 'never-heard-of', detail: 'the moon is wrong' }) }),
  ),
  'address-not-allowed': {
    setting: { config: { yodleeAllowFrom: ['192.0.2.1'] } },
    act: (server) => post(server, '/webhooks/yodlee', {}),
  },
  'loopback-only': {
    act: (server) => ask(server, '/v1/rejected', { headers: { 'x-forwarded-for': '192.0.2.1' } }),
  },
  'scope-missing': {
    act: async (server) => {
      const { key } = await server.tracker.keys.create({ name: 'anna', scope: 'read' });
      return ask(server, '/v1/alerts/1/resend', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
      });
    },
  },
  'cross-site-request': {
    act: (server) => post(server, '/v1/alerts/1/resend', {}, { origin: 'https://evil.example' }),
  },
  'route-not-found': get('/v2'),
  'provider-not-found': { act: (server) => post(server, '/webhooks/plaid', {}) },
  'customer-not-found': get('/v1/customers/1'),
  'session-not-found': get('/v1/sessions/1'),
  'alert-not-found': get('/v1/alerts/1'),
  'machine-not-found': get('/v1/machines/nothing'),
  'alert-resolved': {
    act: async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      await enterStage(server.tracker, { customerId: '7001', ago: 0, stage: 'added' });
      return ask(server, `/v1/alerts/${alert!.alertId}/acknowledge`, { method: 'POST' });
    },
  },
  'method-not-allowed': get('/webhooks/connect'),
  'body-too-large': deliver(' '.repeat(300_000)),
  'unsupported-encoding': deliver({}, {}, { 'content-encoding': 'gzip' }),
  'unsupported-content-type': deliver({}, {}, { 'content-type': 'text/xml' }),
  'too-many-requests': {
    setting: { config: { rateLimit: 1 } },
    act: async (server) => {
      await ask(server, '/v1/alerts');
      return ask(server, '/v1/alerts');
    },
  },
  'internal-error': deliver(event(), { tracker: () => ({ record: rejecting(new Error('no')) }) }),
  'provider-failed': deliverTo(
    stranger({
      read() {
        throw new Error('no');
      },
    }),
  ),
  'store-unavailable': deliver(event(), {
    tracker: () => ({ record: rejecting(new StoreUnavailableError('no')) }),
  }),
  'too-many-streams': get('/v1/stream', { streams: { mostReaders: 0 } }),
  'too-many-deliveries': deliver(event(), { maxInFlight: 0 }),
};

describe('every problem', () => {
  for (const [code, { setting = {}, act }] of Object.entries(examples)) {
    it(`comes up as the catalogue has it: ${code}`, async () => {
      await withServer(setting, async (server) => {
        const { status, headers, body } = await act(server);
        const kind: ProblemKind = problems[code as ProblemCode];
        const { title, hint, retryAfter } = kind;
        expect(body).to.include({
          code,
          title,
          hint,
          status: kind.status,
          type: `urn:connect-tracker:problem:${code}`,
        });
        expect(body).to.have.all.keys(
          'type',
          'title',
          'status',
          'detail',
          'instance',
          'code',
          'requestId',
          'hint',
        );
        expect(body.detail).to.be.a('string').that.is.not.empty;
        expect(body.instance).to.match(/^\/[\w/%-]*$/);
        expect([status, headers['content-type']]).to.deep.equal([kind.status, 'application/problem+json']);
        // A rate limit says how much of its time is left.
        if (code === 'too-many-requests') expect(Number(headers['retry-after'])).to.be.within(1, retryAfter!);
        else expect(headers['retry-after']).to.equal(retryAfter?.toString());
        expect(headers['x-request-id']).to.equal(body.requestId);
      });
    });
  }
});

describe('docs/errors.md', () => {
  const root = join(import.meta.dirname, '../../..');
  const [problemsPart = '', errorsPart = ''] = readFileSync(join(root, 'docs/errors.md'), 'utf8').split(
    '\n## Errors of',
  );
  const rowsOf = (part: string) =>
    [...part.matchAll(/^\| `(.+)` \|(.+)\|$/gm)].map(([, code, cells = '']) => [
      code,
      ...cells.split('|').map((cell) => cell.trim()),
    ]);

  it('lists the problems of the catalogue, word for word', () => {
    const expected = Object.entries(problems).map(([code, { status, title, hint }]) => [
      code,
      `${status}`,
      title,
      hint,
    ]);
    expect(rowsOf(problemsPart)).to.deep.equal(expected);
  });

  it('lists the codes of all errors that are thrown', () => {
    const classes = [ConfigurationError, StoreConfigurationError, StoreUnavailableError];
    const thrown = new Set(classes.map((type) => new type('x').code));
    for (const file of readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const source = readFileSync(join(root, 'lib', file), 'utf8');
      for (const [, code = ''] of source.matchAll(/new (?:Tracker|Delivery)Error\(\s*'([\w-]+)'/g))
        thrown.add(code);
    }
    expect(rowsOf(errorsPart).map(([code]) => code)).to.deep.equal([...thrown].sort());
  });
});
