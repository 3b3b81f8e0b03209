import { expect } from 'chai';
import { ConfigurationError } from '../../../../lib/errors.ts';
import { connectProvider, sign } from '../../../../lib/providers/connect/index.ts';
import { deliveryOf } from '../delivery.ts';

const SECRET = 'test-partner-secret';
const ping = '{"eventType":"ping","payload":{}}';
const started =
  '{"customerId":"6030781868","eventType":"started","eventId":"1688829063731-09493ef4b934040cc17b18c4","payload":{}}';

/** Bodies with their signatures under the secret above, computed with another implementation. */
const vectors = [
  [ping, '3e107e208b255b0bdbdb819ba9c40507725c2220dfb17cb20956f28454657197'],
  [started, '002f244ecd31371b9f08ee9fb5129ea2724022fab3363fef66b2a31b37856d5f'],
] as const;

type Headers = Record<string, string | string[]>;
const verdict = async (body: string | Buffer, headers: Headers, secrets: readonly string[] = [SECRET]) => {
  const authenticity = await connectProvider({ secrets }).authenticate(deliveryOf(body, { headers }));
  return authenticity.ok ? `verified: ${authenticity.verified}` : authenticity.code;
};

describe('a Connect signature', () => {
  for (const [body, signature] of vectors) {
    it(`of ${body.slice(0, 40)}… is the known one`, async () => {
      expect(sign(body, SECRET)).to.equal(signature);
      expect(sign(Buffer.from(body), SECRET)).to.equal(signature);
      expect(await verdict(body, { 'x-finicity-signature': signature })).to.equal('verified: true');
    });
  }

  const good = sign(started, SECRET);

  it('is also taken from the header used in Australia', async () => {
    expect(await verdict(started, { 'x-signature': good })).to.equal('verified: true');
  });

  it('is accepted under the old and the new secret while one replaces the other', async () => {
    const secrets = ['new-secret', SECRET];
    expect(await verdict(started, { 'x-finicity-signature': good }, secrets)).to.equal('verified: true');
    expect(await verdict(started, { 'x-finicity-signature': sign(started, 'new-secret') }, secrets)).to.equal(
      'verified: true',
    );
    expect(await verdict(started, { 'x-finicity-signature': sign(started, 'older') }, secrets)).to.equal(
      'invalid-signature',
    );
  });

  it('is not looked at where no secret is configured', async () => {
    expect(await verdict(started, {}, [])).to.equal('verified: false');
    expect(await verdict(started, { 'x-finicity-signature': 'nonsense' }, [])).to.equal('verified: false');
  });

  it('cannot be made with an empty secret, which is refused at once', () => {
    expect(() => connectProvider({ secrets: ['a', ''] })).to.throw(
      ConfigurationError,
      'a Connect secret is empty',
    );
  });

  it('is needed for a ping too', async () => {
    expect(await verdict(ping, {})).to.equal('missing-signature');
    expect(await verdict(ping, { 'x-finicity-signature': good })).to.equal('invalid-signature');
  });

  describe('is refused (A01)', () => {
    const refused: Record<string, [Headers, string]> = {
      'when absent': [{}, 'missing-signature'],
      'when empty': [{ 'x-finicity-signature': '' }, 'invalid-signature'],
      'when too short': [{ 'x-finicity-signature': good.slice(2) }, 'invalid-signature'],
      'when too long': [{ 'x-finicity-signature': `${good}00` }, 'invalid-signature'],
      'when not hex': [{ 'x-finicity-signature': `zz${good.slice(2)}` }, 'invalid-signature'],
      'when not even ASCII': [{ 'x-finicity-signature': 'é'.repeat(64) }, 'invalid-signature'],
      'in upper case, which the vendor does not write': [
        { 'x-finicity-signature': good.toUpperCase() },
        'invalid-signature',
      ],
      'with a prefix': [{ 'x-finicity-signature': `sha256=${good}` }, 'invalid-signature'],
      'when one digit is another': [
        { 'x-finicity-signature': good.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) },
        'invalid-signature',
      ],
      'when the header comes twice, joined as Node does it': [
        { 'x-finicity-signature': `${good}, ${good}` },
        'invalid-signature',
      ],
      'when the header comes twice, as a list': [
        { 'x-finicity-signature': [good, good] },
        'invalid-signature',
      ],
      'when both headers come': [{ 'x-finicity-signature': good, 'x-signature': good }, 'invalid-signature'],
    };
    for (const [name, [headers, code]] of Object.entries(refused)) {
      it(name, async () => {
        expect(await verdict(started, headers)).to.equal(code);
      });
    }
  });

  describe('is over the bytes as they came (A02):', () => {
    const odd = {
      'a key that is written twice': '{"eventType":"ping","eventType":"ping"}',
      'a number with a needless fraction': '{"eventType":"ping","n":1.0}',
      'escapes that are not needed': '{"eventType":"\\u0070ing"}',
      'white space at the end': '{"eventType":"ping"} \r\n',
      'a byte order mark': '\ufeff{"eventType":"ping"}',
      'white space between': '{ "eventType": "ping" }',
    };
    for (const [name, body] of Object.entries(odd)) {
      it(name, async () => {
        const again = JSON.stringify(JSON.parse(body.replace('\ufeff', '')));
        expect(again).to.not.equal(body);
        expect(await verdict(body, { 'x-finicity-signature': sign(body, SECRET) })).to.equal(
          'verified: true',
        );
        expect(await verdict(body, { 'x-finicity-signature': sign(again, SECRET) })).to.equal(
          'invalid-signature',
        );
      });
    }
  });
});
