import { expect } from 'chai';
import { connectEvent } from '../../../lib/testing/index.ts';
import type { ServerProcess } from '../server-process.ts';
import { attacked } from './attacked.ts';

/** Texts that a careless page would run, where a sender can put them; the institution's may hold no blank. */
const scripts = [
  '<script>alert(1)</script>',
  '"><img/src=x/onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  'javascript:alert(1)',
  '</script><script>alert(1)//',
  '{{constructor.constructor("alert(1)")()}}',
  '<!--<script>alert(1)-->',
  '<a/href=javascript:alert(1)>x</a>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
];

async function deliver({ url }: ServerProcess, event: object, key = ''): Promise<Response> {
  const path = key === '' ? '' : `/${encodeURIComponent(key)}`;
  return fetch(`${url}/webhooks/connect${path}`, { method: 'POST', body: JSON.stringify(event) });
}

/** Every path at which something that was sent can be seen, with what a link of an attacker could add to it. */
async function pathsOf({ url }: ServerProcess): Promise<string[]> {
  const get = async (path: string) => (await (await fetch(`${url}${path}`)).json()) as Record<string, never>;
  const paths: string[] = [];
  for (const script of scripts) {
    const text = encodeURIComponent(script);
    const customer = `/v1/customers/${text}`;
    const { sessionId } = await get(customer);
    paths.push(customer, `${customer}/sessions`, `/v1/sessions/${sessionId}`);
    paths.push(
      `/${text}`,
      `/v1/${text}`,
      `/v1/sessions/${text}`,
      `/v1/alerts/${text}`,
      `/v1/machines/${text}`,
    );
    for (const route of ['alerts', 'sessions', 'funnel', 'rejected', 'machines/connect'])
      paths.push(
        `/v1/${route}?${text}=1`,
        `/v1/${route}?stage=${text}`,
        `/v1/${route}?institutionId=${text}`,
      );
    paths.push(`/docs?${text}`, `/docs/${text}`, `/openapi.json?${text}`);
  }
  const formats = ['json', 'mermaid', 'svg'].map((format) => `/v1/machines/connect?format=${format}`);
  const lists = ['alerts?limit=100', 'sessions', 'stages', 'funnel?by=institution', 'rejected', 'machines'];
  paths.push(
    '/',
    '/docs',
    '/docs/',
    '/openapi.json',
    '/metrics',
    '/livez',
    '/readyz',
    '/favicon.ico',
    ...formats,
  );
  return [...paths, ...lists.map((list) => `/v1/${list}`)];
}

function directivesOf(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

/** What a browser may run of an answer: nothing that stands in the answer itself. */
function expectInert({ headers }: Response, text: string, path: string): void {
  const policy = directivesOf(headers.get('content-security-policy') ?? '');
  expect(policy.get('default-src'), path).to.deep.equal(["'none'"]);
  expect(policy.get('frame-ancestors'), path).to.deep.equal(["'none'"]);
  for (const name of [
    'script-src',
    'script-src-elem',
    'script-src-attr',
    'object-src',
    'base-uri',
    'form-action',
  ])
    for (const source of policy.get(name) ?? [])
      expect(source, `${path} ${name}`).to.be.oneOf(["'self'", "'none'"]);
  expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
  expect(headers.get('access-control-allow-origin'), path).to.equal(null);
  const type = headers.get('content-type')?.split(';')[0];
  expect(type, path).to.be.oneOf([
    ...['application/json', 'application/problem+json', 'text/plain', 'text/html', 'image/svg+xml'],
    ...['text/css', 'text/javascript', 'text/vnd.mermaid', null, undefined],
  ]);
  if (type !== 'text/html' && type !== 'image/svg+xml') return;
  for (const script of scripts) expect(text, path).not.to.include(script);
  expect(text, path).not.to.match(
    /<script(?![^>]*\ssrc=)|\son\w+\s*=|(?:href|src)\s*=\s*["']?\s*javascript:/i,
  );
}

describe('markup that a sender puts anywhere (A17)', function () {
  this.timeout(60_000);

  it('is inert in every answer, and no policy lets a script stand in a page', async () => {
    await attacked({ env: { STUCK_AFTER: '*=1ms', LOG_LEVEL: 'warn' } }, async (server) => {
      for (const script of scripts) {
        const body = {
          payload: { institutionId: script.replaceAll(' ', '') },
          webhookData: { note: script },
        };
        const mfa = connectEvent('mfa', { at: Date.now() - 60_000, customerId: script, body });
        const query = { payload: { query: script }, webhookData: { sessionId: script } };
        const notFound = connectEvent('institutionNotFound', { at: Date.now() - 90_000, customerId: script });
        const answers = [
          await deliver(server, mfa, script),
          await deliver(server, { ...notFound, ...query }),
          await deliver(server, { ...mfa, eventType: script }),
          await deliver(server, { [script]: { ['__proto__']: script } }),
        ];
        for (const answer of answers) {
          expect(answer.headers.get('content-type')).to.match(/^application\/(problem\+)?json/);
          expect(await answer.text()).not.to.include(script);
        }
      }
      const types = new Set<string | undefined>();
      for (const path of await pathsOf(server)) {
        const answer = await fetch(`${server.url}${path}`);
        expectInert(answer, await answer.text(), path);
        types.add(answer.headers.get('content-type')?.split(';')[0]);
      }
      expect([...types]).to.include.members(['text/html', 'image/svg+xml', 'application/problem+json']);
    });
  });
});
