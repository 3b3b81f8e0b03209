import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import { isObject } from '../../../../lib/providers/fields.ts';
import { problems } from '../../../../lib/server/problems-catalogue.ts';
import { contract } from '../contract.ts';

type Part = Readonly<Record<string, unknown>>;

const schemas = join(import.meta.dirname, '../../../../schemas');
const plain: Part = JSON.parse(JSON.stringify(contract));
const operations = Object.values(contract.paths).flatMap((item) => Object.values(item));

/** Every object of the document, with where it stands. */
function* partsOf(part: unknown, place = '#'): Generator<[place: string, part: Part]> {
  if (Array.isArray(part))
    for (const [index, one] of part.entries()) yield* partsOf(one, `${place}/${index}`);
  if (!isObject(part)) return;
  yield [place, part];
  for (const [name, value] of Object.entries(part)) yield* partsOf(value, `${place}/${name}`);
}

function at(pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), plain);
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(plain));
    expect(errors).to.equal(undefined);
    expect(valid).to.equal(true);
    expect(plain['openapi']).to.equal('3.1.0');
  });

  it('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(schemas, '../package.json'), 'utf8'));
    expect(plain['info']).to.include({ version });
  });

  it('leads nowhere but to what it has itself', () => {
    const refs = [...partsOf(plain)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(refs.length).to.be.greaterThan(100);
    for (const ref of refs) expect(at(ref), ref).to.be.an('object');
  });

  for (const folder of ['api', 'connect', 'yodlee']) {
    it(`has every schema of schemas/${folder} under its title`, () => {
      for (const file of readdirSync(join(schemas, folder))) {
        const { title, description } = JSON.parse(readFileSync(join(schemas, folder, file), 'utf8'));
        if (title === undefined) continue;
        expect(contract.components.schemas[title], file).to.include({ description });
      }
    });
  }

  it('says of every schema and property of the API what it is', () => {
    const own = readdirSync(join(schemas, 'api')).map((file) =>
      JSON.parse(readFileSync(join(schemas, 'api', file), 'utf8')),
    );
    for (const schema of own) {
      for (const [place, { properties }] of partsOf(schema, schema.title)) {
        if (!isObject(properties) || place.endsWith('/properties')) continue;
        for (const [name, property] of Object.entries(properties as Record<string, Part>)) {
          const described = property['$ref'] === undefined ? property['description'] : 'see there';
          expect(described, `${place} ${name}`).to.be.a('string').that.is.not.empty;
        }
      }
      expect(schema.description, schema.$id).to.match(/\.$/);
    }
  });

  it('is closed: no answer may have a member that it does not tell of', () => {
    for (const file of readdirSync(join(schemas, 'api'))) {
      const schema = JSON.parse(readFileSync(join(schemas, 'api', file), 'utf8'));
      // The facts are a part of other schemas, which are closed.
      if (schema.properties === undefined || schema.title.endsWith('Facts')) continue;
      expect([schema.additionalProperties, schema.unevaluatedProperties], file).to.include(false);
    }
  });

  it('calls every operation by a name of its own, and says what it is for', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).to.equal(names.length);
    const tags = (plain['tags'] as { name: string }[]).map(({ name }) => name);
    for (const operation of operations) {
      const { summary, tags: own } = operation as unknown as { summary: string; tags: string[] };
      expect(summary, operation.operationId).to.match(/^[A-Z][^.]+$/);
      expect(tags, operation.operationId).to.include(own[0]);
    }
  });

  it('has the codes of the catalogue, each with the status it has there', () => {
    const told = new Set<string>();
    for (const { operationId, responses } of operations) {
      for (const [status, { content }] of Object.entries(responses)) {
        const { allOf } = (content?.['application/problem+json']?.schema ?? {}) as { allOf?: Part[] };
        const codes = (allOf?.[1] as { properties: { code: { enum: string[] } } } | undefined)?.properties
          .code.enum;
        for (const code of codes ?? []) {
          expect(problems[code as keyof typeof problems].status, `${operationId} ${code}`).to.equal(
            Number(status),
          );
          told.add(code);
        }
      }
    }
    // Nowhere: those of paths and methods that the contract has not, and those of providers of one's own.
    const elsewhere = ['route-not-found', 'method-not-allowed', 'unauthenticated', 'delivery-unusable'];
    expect([...told, ...elsewhere]).to.have.members(Object.keys(problems));
    expect(contract.components.schemas['Problem'])
      .to.have.nested.property('properties.code.enum')
      .that.has.members(Object.keys(problems));
  });

  for (const provider of ['connect', 'yodlee'] as const) {
    it(`has every kind of event in what ${provider} may post, and what any delivery has`, () => {
      const kinds = Object.keys(contract.components.schemas).filter((title) => {
        const { properties } = contract.components.schemas[title] as { properties?: Part };
        const isDelivery = properties?.['eventType'] !== undefined || properties?.['event'] !== undefined;
        return isDelivery && title.toLowerCase().startsWith(provider);
      });
      const body = ['requestBody', 'content', 'application/json', 'schema'];
      for (const path of Object.keys(contract.paths).filter((one) =>
        one.startsWith(`/webhooks/${provider}`),
      )) {
        const schema = body.reduce<Part>(
          (part, name) => part[name] as Part,
          contract.paths[path]!['post'] as unknown as Part,
        );
        const titles = (schema['anyOf'] as { $ref: string }[]).map(({ $ref }) => $ref.split('/').at(-1));
        expect(titles).to.have.members(kinds);
        expect(kinds.length).to.be.greaterThan(2);
      }
    });
  }

  it('says how deliveries are signed: with either header, or not at all where no secret is set', () => {
    for (const [path, item] of Object.entries(contract.paths)) {
      if (!path.startsWith('/webhooks/')) continue;
      const { security } = item['post'] as unknown as { security: object[] };
      const signed = [{ signature: [] }, { signatureAustralia: [] }, {}];
      expect(security, path).to.deep.equal(path.startsWith('/webhooks/connect') ? signed : []);
    }
  });

  it('tells of the notices that are sent, with the headers that sign them', () => {
    const notice = at('#/webhooks/alertNotice/post') as { parameters: { name: string }[] };
    expect(notice.parameters.map(({ name }) => name)).to.deep.equal([
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]);
  });
});
