import { expect } from 'chai';
import { failureOf, parseRetryAfter } from '../../../../lib/alerts/outgoing/answer.ts';

const NOW = Date.UTC(2026, 8, 27, 12, 0, 0);
const HOUR = 3_600_000;
const failure = (status: number, retryAfter?: string, final: readonly number[] = []) =>
  failureOf({ status, retryAfter }, { now: NOW, final });

describe('an answer', () => {
  it('is a success from 200 to 299', () => {
    for (const status of [200, 201, 202, 204, 299]) expect(failure(status)).to.equal(undefined);
  });

  const kinds: [number, string, object][] = [
    [300, 'sink-redirected', { status: 300 }],
    [302, 'sink-redirected', { status: 302 }],
    [304, 'sink-redirected', { status: 304 }],
    [399, 'sink-redirected', { status: 399 }],
    [400, 'sink-refused', { status: 400 }],
    [401, 'sink-refused', { status: 401 }],
    [404, 'sink-refused', { status: 404 }],
    [410, 'sink-gone', { status: 410, final: true }],
    [429, 'sink-throttled', { status: 429 }],
    [500, 'sink-refused', { status: 500 }],
    [502, 'sink-refused', { status: 502 }],
    [503, 'sink-throttled', { status: 503 }],
    [999, 'sink-refused', { status: 999 }],
  ];
  for (const [status, code, details] of kinds) {
    it(`of ${status} is ${code}`, () => {
      const error = failure(status);
      expect(error).to.include({ code, retryable: status !== 410 });
      expect(error?.failure).to.deep.equal(details);
    });
  }

  it('ends it where the receiver says so with another status than 410', () => {
    expect(failure(400, undefined, [400])?.failure).to.deep.equal({ status: 400, final: true });
    expect(failure(400, undefined, [400])?.retryable).to.equal(false);
    expect(failure(404, undefined, [400])?.retryable).to.equal(true);
  });

  it('may ask to be tried later, which counts for 429 and 503 alone', () => {
    expect(failure(429, '7')?.failure).to.deep.equal({ status: 429, retryAfter: 7_000 });
    expect(failure(503, '7')?.failure).to.deep.equal({ status: 503, retryAfter: 7_000 });
    expect(failure(500, '7')?.failure).to.deep.equal({ status: 500 });
  });
});

describe('Retry-After', () => {
  const texts: [string | undefined, number | undefined][] = [
    [undefined, undefined],
    ['0', 0],
    ['120', 120_000],
    ['3600', HOUR],
    ['3601', HOUR],
    ['9'.repeat(400), HOUR],
    ['Sun, 27 Sep 2026 12:00:30 GMT', 30_000],
    ['Sun, 27 Sep 2026 11:59:00 GMT', 0],
    ['Mon, 28 Sep 2026 12:00:00 GMT', HOUR],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['2026-09-27T12:00:30Z', undefined],
    ['Sun, 99 Sep 2026 12:00:30 GMT', undefined],
    ['Sun, 27 Nix 2026 12:00:30 GMT', undefined],
  ];
  for (const [text, wait] of texts) {
    it(`${text?.slice(0, 40)} is ${wait === undefined ? 'not understood' : `${wait} ms`}`, () => {
      expect(parseRetryAfter(text, NOW)).to.equal(wait);
    });
  }
});
