import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { violations } from '../../../lib/validation/violations.ts';
import { CONNECT_SCHEMAS, YODLEE_SCHEMAS } from '../../../schemas/types.ts';
import { fastestOf } from '../providers/delivery.ts';

const envelope = { customerId: '1', eventId: '1-a' };
const added = (accounts: unknown) => ({ ...envelope, eventType: 'added', payload: { accounts } });
const schemaIds = [
  ...CONNECT_SCHEMAS.map((name) => `connect/${name}.json`),
  ...YODLEE_SCHEMAS.map((name) => `yodlee/${name}.json`),
];

describe('violations', () => {
  it('are none for a body that keeps to its schema', () => {
    expect(violations('connect/added.json', added([{ id: 1 }]))).to.deep.equal([]);
  });

  it('name the place and the rule', () => {
    const body = { ...envelope, eventType: 'mfa', payload: { institutionId: true } };
    expect(violations('connect/mfa.json', body)).to.deep.equal([
      '/payload/institutionId must be string,integer',
    ]);
    expect(violations('connect/mfa.json', [])).to.deep.equal(['the body must be object']);
  });

  it('never contain a value or an unknown key of the body', () => {
    const secret = 'kX9secret';
    const value = fc.oneof(fc.constantFrom(secret, [secret], { [secret]: secret }), fc.jsonValue());
    const body = fc.dictionary(
      fc.constantFrom('customerId', 'eventId', 'eventType', 'payload', 'event', secret),
      fc.oneof(
        value,
        fc.dictionary(fc.constantFrom('institutionId', 'accounts', 'data', 'info', secret), value),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...schemaIds), body, (schemaId, any) => {
        expect(violations(schemaId, any).join()).to.not.include(secret);
      }),
      { numRuns: 500 },
    );
  });

  it('do not take an inherited property for one of the body', () => {
    const body = Object.create({ customerId: '1', eventId: '1-a', eventType: 'started' });
    expect(violations('connect/started.json', body)).to.not.deep.equal([]);
  });

  it('convert nothing and leave the body alone', () => {
    const body = added([{ id: 7, extra: null }]);
    violations('connect/added.json', body);
    expect(body).to.deep.equal(added([{ id: 7, extra: null }]));
  });

  it('cannot be had of a schema that does not exist', () => {
    expect(() => violations('connect/nothing.json', {})).to.throw('there is no schema connect/nothing.json');
  });

  describe('take less than 20 ms (A08)', () => {
    const bodies: Record<string, unknown> = {
      '4,000 equal accounts': Array.from({ length: 4000 }, () => ({ id: 1 })),
      '500 accounts, each of them wrong': Array.from({ length: 500 }, () => ({ id: {}, number: [] })),
      '500 accounts with 20 fields each': Array.from({ length: 500 }, () =>
        Object.fromEntries(Array.from({ length: 20 }, (_, n) => [n === 0 ? 'id' : `f${n}`, 'x'.repeat(10)])),
      ),
    };
    for (const [name, accounts] of Object.entries(bodies)) {
      it(`for ${name}`, async () => {
        const found = violations('connect/added.json', added(accounts));
        expect(found).to.have.length.below(5);
        expect(await fastestOf(() => violations('connect/added.json', added(accounts)))).to.be.below(20);
        expect(
          await fastestOf(() =>
            violations('connect/discovered.json', { ...added(accounts), eventType: 'discovered' }),
          ),
        ).to.be.below(20);
      });
    }
  });

  describe('take less than 5 ms per pattern for 64 KB of text made to be slow (A09):', () => {
    const size = 64 * 1024;
    const texts = [
      'a'.repeat(size),
      `${'a'.repeat(size)}\n`,
      '1'.repeat(size),
      `${'1'.repeat(size)}x`,
      ' '.repeat(size),
      `${'~'.repeat(size)}\u0000`,
    ];
    const patterns = new Set(
      schemaIds
        .flatMap((schemaId) => [schemaId, schemaId.replace(/\w+\.json/, 'envelope.json')])
        .map((schemaId) => readFileSync(new URL(`../../../schemas/${schemaId}`, import.meta.url), 'utf8'))
        .flatMap((schema) =>
          [...schema.matchAll(/"pattern": (".*")/g)].map(([, pattern]) => JSON.parse(pattern ?? '')),
        ),
    );
    it('some patterns there are', () => {
      expect(patterns.size).to.be.above(1);
    });
    for (const pattern of patterns) {
      it(pattern, async () => {
        for (const text of texts)
          expect(await fastestOf(() => new RegExp(pattern, 'u').test(text))).to.be.below(5);
      });
    }
  });
});
