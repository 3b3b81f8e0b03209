import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { violations } from '../../lib/validation/violations.ts';
import { CONNECT_SCHEMAS, YODLEE_SCHEMAS } from '../../schemas/types.ts';
import { type Case, connectCases, envelopeCases } from './connect-cases.ts';
import { yodleeCases } from './yodlee-cases.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const files = (folder: string) =>
  readdirSync(new URL(`../../${folder}/`, import.meta.url)).map((file) => `${folder}/${file}`);

/** Every schema within a schema, with its place. */
function* parts(schema: unknown, place = ''): Generator<[string, Record<string, unknown>]> {
  if (typeof schema !== 'object' || schema === null) return;
  yield [place, schema as Record<string, unknown>];
  for (const [key, value] of Object.entries(schema)) yield* parts(value, `${place}/${key}`);
}

function check(schemaId: string, complete: (body: object) => object, cases: readonly Case[]) {
  for (const [what, body, violation] of cases) {
    it(violation === undefined ? `takes ${what}` : `refuses ${what}: ${violation}`, () => {
      const [first] = violations(schemaId, JSON.parse(JSON.stringify(complete(body))));
      expect(first).to.equal(violation);
    });
  }
}

describe('the webhook schemas', () => {
  const eventTypeOf = (name: string) => (name === 'reportDone' ? 'done' : name);
  const payloadOf = (name: string) => (name === 'reportDone' ? { payload: { id: 'r' } } : {});

  for (const name of CONNECT_SCHEMAS) {
    describe(`connect/${name}`, () => {
      const envelope = { customerId: '1', eventId: '1-a', eventType: eventTypeOf(name) };
      check(`connect/${name}.json`, (body) => ({ ...envelope, ...body }), connectCases[name] ?? []);
      if (name === 'ping') return;
      check(`connect/${name}.json`, (body) => ({ ...envelope, ...payloadOf(name), ...body }), envelopeCases);
    });
  }

  for (const [name, info] of [
    ['cdvStatusUpdates', 'CDV_STATUS_UPDATES'],
    ['riskAnalytics', 'RISK_ANALYTICS'],
  ] as const) {
    describe(`yodlee/${name}`, () => {
      const envelope = {
        info,
        notificationId: 'n',
        notificationTime: '2025-05-01T02:00:13Z',
        loginName: 'u',
      };
      const complete = (body: object) => ({ event: { ...envelope, ...(body as { event: object }).event } });
      check(`yodlee/${name}.json`, complete, yodleeCases[name] ?? []);
    });
  }

  it('each have cases', () => {
    expect(Object.keys(connectCases)).to.have.members([...CONNECT_SCHEMAS]);
    expect(Object.keys(yodleeCases)).to.have.members([...YODLEE_SCHEMAS]);
  });

  describe('take every sample of the vendors:', () => {
    for (const file of [
      ...files('spec/fixtures/samples/connect'),
      ...files('spec/fixtures/samples/yodlee'),
    ]) {
      it(file.replace('spec/fixtures/samples/', ''), () => {
        const body = read(file);
        const schemaId = file.includes('/connect/')
          ? `connect/${body.eventType}.json`
          : file.replace('spec/fixtures/samples/', '');
        expect(violations(schemaId, body)).to.deep.equal([]);
      });
    }
  });

  describe('cannot be made slow or big by a body:', () => {
    for (const file of [...files('schemas/connect'), ...files('schemas/yodlee')]) {
      it(`${file} bounds every string, list and number`, () => {
        for (const [place, { type, maxLength, maxItems, minimum, maximum, uniqueItems }] of parts(
          read(file),
        )) {
          const types = [type].flat();
          if (types.includes('string')) expect(maxLength, place).to.be.within(1, 10_000);
          if (types.includes('array')) expect(maxItems, place).to.be.within(0, 500);
          if (types.includes('integer') || types.includes('number')) {
            expect(minimum, place).to.be.within(-Number.MAX_SAFE_INTEGER, 0);
            expect(maximum, place).to.equal(Number.MAX_SAFE_INTEGER);
          }
          expect(uniqueItems, place).to.equal(undefined);
        }
      });
    }
  });

  describe('explain themselves:', () => {
    for (const file of [...files('schemas/connect'), ...files('schemas/yodlee')]) {
      it(`${file} has a title, a description and the id under which others refer to it`, () => {
        const schema = read(file);
        expect(schema.$schema).to.equal('https://json-schema.org/draft/2020-12/schema');
        expect(`schemas/${schema.$id}`).to.equal(file);
        expect(schema.title).to.match(/^(Connect|Yodlee)[A-Z]/);
        expect(schema.description).to.have.length.above(20);
      });
    }
  });
});
