import { AssertionError, expect } from 'chai';
import { type Asked, holdToContract, holdToSchema } from './contract.ts';

const requestId = '0b6f2c1e-6a0b-4f0e-9a53-0f4f0b0f7d55';

const live: Asked = {
  method: 'GET',
  path: '/livez',
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': requestId },
  body: { status: 'ok' },
};

const problem = (code: string, status: number, over: Partial<Asked> = {}): Asked => ({
  ...live,
  path: '/v1/alerts/1',
  status,
  headers: { 'content-type': 'application/problem+json', 'x-request-id': requestId },
  body: {
    type: `urn:connect-tracker:problem:${code}`,
    title: 'A title',
    status,
    detail: 'A detail.',
    instance: '/v1/alerts/1',
    code,
    requestId,
    hint: 'A hint.',
  },
  ...over,
});

const { 'x-request-id': _, ...unnamed } = live.headers;
const { body: notFound } = problem('alert-not-found', 404);

describe('what holds answers to the contract', () => {
  const kept: [what: string, asked: Asked][] = [
    ['an answer as it is told', live],
    ['the head of it', { ...live, method: 'HEAD', body: '' }],
    ['a path with a query and a slash at the end', { ...live, path: '/livez/?probe=1' }],
    ['a problem that the operation can have', problem('alert-not-found', 404)],
    ['that there is no such path', problem('route-not-found', 404, { path: '/v2' })],
    [
      'that a path does not take a method',
      problem('method-not-allowed', 405, {
        method: 'PUT',
        headers: { ...problem('x', 405).headers, allow: 'GET, HEAD' },
      }),
    ],
    ['what Node answers to what is not HTTP', { ...live, status: 400, headers: {}, body: '' }],
    [
      "what a provider of one's own is answered",
      problem('delivery-unusable', 400, { method: 'POST', path: '/webhooks/stranger' }),
    ],
  ];
  for (const [what, asked] of kept)
    it(`takes ${what}`, () => {
      holdToContract(asked);
    });

  const broken: [what: string, asked: Asked, message: RegExp][] = [
    ['a path that is not told of', { ...live, path: '/healthz' }, /problem\+json/],
    ['a status that is not told of', { ...live, status: 201 }, /GET \/livez 201/],
    [
      'a media type that is not told of',
      { ...live, headers: { ...live.headers, 'content-type': 'text/html' } },
      /to include 'text\/html'/,
    ],
    ['a member that is not told of', { ...live, body: { status: 'ok', up: 1 } }, /additional properties/],
    ['a member that is missing', { ...live, body: {} }, /required property 'status'/],
    ['a value of another kind', { ...live, body: { status: 'fine' } }, /must be equal to constant/],
    ['a header that is missing', { ...live, headers: unnamed }, /header X-Request-Id/],
    ['a problem of another operation', problem('session-not-found', 404), /allowed values/],
    ['a problem under another status', problem('alert-not-found', 400), /allowed values/],
    ['a problem that nothing tells of', problem('no-such-code', 404), /allowed values/],
    [
      'a problem that lacks a member',
      problem('alert-not-found', 404, { body: { code: 'alert-not-found' } }),
      /required/,
    ],
    [
      'a problem as plain JSON',
      problem('alert-not-found', 404, { headers: live.headers, body: notFound }),
      /to include 'application\/json'/,
    ],
    [
      'a missing path that is something else',
      problem('alert-not-found', 404, { path: '/v2' }),
      /route-not-found/,
    ],
    ['a refused method that is answered', { ...live, method: 'PUT' }, /problem\+json/],
    [
      'an Allow that names other methods',
      problem('method-not-allowed', 405, {
        method: 'PUT',
        headers: { ...problem('x', 405).headers, allow: 'GET' },
      }),
      /members/,
    ],
    [
      'a body where there is none',
      {
        ...live,
        path: '/docs',
        status: 304,
        headers: { ...live.headers, etag: '"a"', 'cache-control': 'no-cache' },
        body: 'x',
      },
      /to equal ''/,
    ],
    ['a 503 that does not say when to come again', problem('store-unavailable', 503), /header Retry-After/],
  ];
  for (const [what, asked, message] of broken)
    it(`refuses ${what}`, () => {
      expect(() => holdToContract(asked)).to.throw(AssertionError, message);
    });

  it('refuses a schema that there is none of, and a value that does not fit', () => {
    holdToSchema('StreamGap', { reason: 'Changes may have been missed.' });
    expect(() => holdToSchema('StreamGap', {})).to.throw(AssertionError, /required/);
    expect(() => holdToSchema('Nothing', {})).to.throw(AssertionError, /Nothing/);
  });
});
