import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { bearerOf, challenge } from '../../../../lib/server/guards/bearer.ts';

describe('the header Authorization', () => {
  const headers: [authorization: string | undefined, key: string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['Bearer abc', 'abc'],
    ['bearer  abc ', 'abc'],
    ['BEARER abc', 'abc'],
    ['Bearer', ''],
    ['Bearer ', ''],
    ['Bearer abc def', 'abc def'],
    ['Bearerabc', undefined],
    ['Basic YTpi', undefined],
    ['abc', undefined],
    ['Basic Bearer abc', undefined],
  ];
  for (const [authorization, key] of headers)
    it(`holds ${key === undefined ? 'no bearer key' : JSON.stringify(key)}: ${JSON.stringify(authorization)}`, () => {
      expect(bearerOf({ headers: { authorization } } as IncomingMessage)).to.equal(key);
    });

  it('is asked for as RFC 6750 has it', () => {
    expect(challenge()).to.deep.equal({ 'www-authenticate': 'Bearer realm="connect-tracker"' });
    expect(challenge({ error: 'insufficient_scope', scope: 'admin' })).to.deep.equal({
      'www-authenticate': 'Bearer realm="connect-tracker", error="insufficient_scope", scope="admin"',
    });
  });
});
