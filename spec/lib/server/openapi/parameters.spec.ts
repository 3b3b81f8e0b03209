import { request } from 'node:http';
import { expect } from 'chai';
import { contract, type Parameter, schemaOf } from '../contract.ts';
import { ask, type TestServer, withServer } from '../test-server.ts';

interface Case {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

/** What a program of the API can ask; paths with ids that nobody has. */
const cases: Case[] = Object.entries(contract.paths).flatMap(([path, item]) =>
  path.startsWith('/v1/')
    ? Object.entries(item).map(([method, { parameters = [] }]) => ({
        method: method.toUpperCase(),
        path: path.replace('{name}', 'connect').replaceAll(/\{\w+\}/g, 'nobody'),
        parameters: parameters.filter((parameter) => parameter.in === 'query'),
      }))
    : [],
);

/** Values that a parameter may have by its schema, and such as it may not. */
function samplesOf(parameter: Parameter): { fit: string[]; unfit: string[] } {
  const schema = schemaOf(parameter) as {
    type?: string;
    enum?: string[];
    format?: string;
    pattern?: string;
    minimum?: number;
    maximum?: number;
    maxLength?: number;
    examples?: string[];
  };
  const { minimum = 0, maximum = 0, maxLength = 0 } = schema;
  if (schema.enum) return { fit: schema.enum, unfit: ['', 'nonsense', schema.enum[0]!.toUpperCase()] };
  if (schema.type === 'boolean') return { fit: ['true', 'false'], unfit: ['', '1', 'TRUE'] };
  if (schema.type === 'integer')
    return { fit: [`${minimum}`, `${maximum}`], unfit: ['', `${minimum - 1}`, `${maximum + 1}`, '1.5'] };
  if (schema.format === 'date')
    return { fit: [new Date().toISOString().slice(0, 10)], unfit: ['', 'today', '2026-13-01', '2026-3-2'] };
  if (schema.format === 'date-time')
    return {
      fit: [...(schema.examples ?? []), '2026-03-02T10:00:00%2B01:00'],
      unfit: ['', 'now', '2026-03-02', '2026-03-02T09:00:00'],
    };
  if (schema.pattern) return { fit: [], unfit: ['', '!', 'x'.repeat(300)] };
  return { fit: ['x', 'x'.repeat(maxLength)], unfit: ['', '%0A', 'x'.repeat(maxLength + 1)] };
}

/** The status of an answer; the connection is closed when its head has come, since a stream never ends. */
function headOf({ port }: TestServer, method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, agent: false }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

describe('the query parameters of the contract', () => {
  for (const { method, path, parameters } of cases) {
    it(`are those of ${method} ${path}, and no others`, async () => {
      await withServer({}, async (server) => {
        const { body } = await ask(server, `${path}?unheard-of=1`, { method });
        expect(body).to.include({ code: 'invalid-query' });
        const [, known] = /Known: (.*)\.$/.exec(body.detail) ?? [];
        expect(known?.split(', ') ?? []).to.have.members(parameters.map(({ name }) => name));
      });
    });
  }

  for (const { method, path, parameters } of cases) {
    for (const parameter of parameters) {
      const { fit, unfit } = samplesOf(parameter);
      const { name } = parameter;
      const choices = schemaOf(parameter)['enum'] as string[] | undefined;
      it(`have the values that ${method} ${path} takes: ${name}`, async () => {
        await withServer({}, async (server) => {
          for (const value of fit)
            expect(await headOf(server, method, `${path}?${name}=${value}`), value).to.be.oneOf([200, 404]);
          for (const value of unfit) {
            const { body } = await ask(server, `${path}?${name}=${value}`, { method });
            expect(body, value).to.include({ code: 'invalid-query' });
            expect(body.detail).to.contain(`"${name}" must be`);
            if (choices === undefined) continue;
            const [, listed = ''] = /one of: (.*)\.$/.exec(body.detail) ?? [];
            expect(listed.split(', ')).to.have.members(choices);
          }
        });
      });
    }
  }
});
