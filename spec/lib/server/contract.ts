import type { IncomingHttpHeaders } from 'node:http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { createDocument } from '../../../lib/server/openapi/document.ts';

/** What was asked, and what was answered. */
export interface Asked {
  readonly method: string;
  /** Also with a query. */
  readonly path: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON, or the text when it is none. */
  readonly body: unknown;
}

interface Ref {
  readonly $ref: string;
}

interface Response {
  readonly headers?: Readonly<Record<string, Ref>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly headers: Readonly<Record<string, { readonly required: boolean; readonly schema: object }>>;
  };
}

/** What a server with the providers of this package says of itself. */
export const contract = createDocument([connectProvider({}), yodleeProvider({})]) as unknown as Contract;

const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  allowUnionTypes: true,
  formats: {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    date: /^\d{4}-\d\d-\d\d$/,
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => URL.canParse(text, 'http://localhost'),
  },
});
for (const [name, schema] of Object.entries(contract.components.schemas)) ajv.addSchema(alone(schema), name);

/** What providers of one's own can be answered besides. */
const STRANGERS = ['unauthenticated', 'delivery-unusable', 'provider-not-found'];
/** What whoever may not ask is answered, whatever the method. */
const GUARDS = [
  'loopback-only',
  'missing-key',
  'invalid-key',
  'scope-missing',
  'too-many-requests',
  'cross-site-request',
  'store-unavailable',
];

/** Throws an `AssertionError` for an answer that the contract does not have; another one may have other paths. */
export function holdToContract(asked: Asked, { paths }: Pick<Contract, 'paths'> = contract): void {
  if (isBare(asked)) return;
  const path = asked.path.split('?', 1)[0]!;
  const template = isWithoutMetrics(path, asked) ? undefined : templateOf(path, paths);
  const item = template === undefined ? {} : paths[template]!;
  const operation = item[asked.method === 'HEAD' ? 'get' : asked.method.toLowerCase()];
  if (template === undefined) holdProblem(asked, isDelivery(path) ? undefined : ['route-not-found']);
  else if (operation === undefined) holdRefusedMethod(asked, Object.keys(item));
  else if (isStrange(path, asked)) holdProblem(asked);
  else holdAnswer(`${asked.method} ${template} ${asked.status}`, asked, operation);
}

/** Holds a value against a schema of schemas/, by its title. */
export function holdToSchema(title: string, value: unknown): void {
  expect(Object.keys(contract.components.schemas)).to.include(title);
  hold(title, { $ref: title }, value);
}

/** The schema that a parameter has, also where it refers to it. */
export function schemaOf({ schema }: Parameter): Readonly<Record<string, unknown>> {
  const name = (schema['$ref'] as string | undefined)?.split('/').at(-1);
  return name === undefined ? schema : (contract.components.schemas[name] as Record<string, unknown>);
}

/** The path of the contract that a path is an instance of. */
function templateOf(path: string, paths: Contract['paths']): string | undefined {
  const segments = segmentsOf(path);
  const fits = (template: string) => {
    const wanted = segmentsOf(template);
    const isAny = (one: string, index: number) =>
      one.startsWith('{') && (isDelivery(path) || segments[index]);
    return (
      wanted.length === segments.length &&
      wanted.every((one, index) => one === segments[index] || isAny(one, index))
    );
  };
  const found = Object.keys(paths).filter(fits);
  if (found.length > 0) return found.find((template) => !template.includes('{')) ?? found[0];
  // Deliveries of a provider of one's own are answered like those of Connect.
  if (!isOfStranger(path)) return undefined;
  return { 2: '/webhooks/connect', 3: '/webhooks/connect/{sessionKey}' }[segments.length];
}

function holdAnswer(place: string, asked: Asked, { responses }: Operation): void {
  const told = JSON.stringify(asked.body);
  expect(Object.keys(responses), `${place}: ${told}`).to.include(String(asked.status));
  holdHeaders(place, asked, responses[asked.status]!);
  holdBody(place, asked, responses[asked.status]!);
}

/** A slash at the end is passed over, but for deliveries. */
function segmentsOf(path: string): string[] {
  return (isDelivery(path) ? path : path.replace(/(?<=.)\/$/, '')).split('/').slice(1);
}

/** What Node answers to what is not HTTP or too slow: it never reaches a route. */
function isBare({ status, headers, body }: Asked): boolean {
  return [400, 408, 431].includes(status) && headers['x-request-id'] === undefined && body === '';
}

/** Where nothing is measured. */
function isWithoutMetrics(path: string, asked: Asked): boolean {
  return path === '/metrics' && asked.status === 404;
}

function isDelivery(path: string): boolean {
  return path.startsWith('/webhooks/');
}

function isOfStranger(path: string): boolean {
  return isDelivery(path) && !/^\/webhooks\/(connect|yodlee)(\/|$)/.test(path);
}

function isStrange(path: string, asked: Asked): boolean {
  return isOfStranger(path) && asked.status >= 400 && STRANGERS.includes(codeOf(asked));
}

function holdRefusedMethod(asked: Asked, methods: readonly string[]): void {
  holdProblem(asked, ['method-not-allowed', ...GUARDS]);
  if (asked.status !== 405) return;
  const allowed = methods.map((method) => method.toUpperCase());
  const all = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  expect(asked.headers.allow?.split(', ')).to.have.members(all);
}

function holdProblem(asked: Asked, codes?: readonly string[]): void {
  const place = `${asked.method} ${asked.path} ${asked.status}`;
  expect(mediaTypeOf(asked), place).to.equal('application/problem+json');
  if (asked.method === 'HEAD') return;
  holdToSchema('Problem', asked.body);
  if (codes) expect(codes, place).to.include(codeOf(asked));
}

function holdHeaders(place: string, { headers }: Asked, response: Response): void {
  for (const name of Object.keys(response.headers ?? {})) {
    const { required, schema } = contract.components.headers[name]!;
    const given = headers[name.toLowerCase()];
    if (given === undefined && !required) continue;
    const isNumber = (schema as { type: string }).type === 'integer';
    const value = isNumber && /^\d+$/.test(String(given)) ? Number(given) : given;
    hold(`${place}, header ${name}`, schema, value);
  }
}

function holdBody(place: string, asked: Asked, { content = {} }: Response): void {
  if (Object.keys(content).length === 0) {
    expect(asked.body, place).to.equal('');
    return;
  }
  const mediaType = mediaTypeOf(asked);
  expect(Object.keys(content), place).to.include(mediaType);
  if (asked.method !== 'HEAD') hold(place, content[mediaType]!.schema, asked.body);
}

function mediaTypeOf({ headers }: Asked): string {
  return headers['content-type']?.split(';', 1)[0] ?? '';
}

function codeOf({ body }: Asked): string {
  return String((body as { readonly code?: unknown }).code);
}

const compiled = new Map<string, ValidateFunction>();

function hold(place: string, schema: object, value: unknown): void {
  const key = JSON.stringify(schema);
  const fits = compiled.get(key) ?? ajv.compile(alone(schema));
  compiled.set(key, fits);
  if (fits(value)) return;
  const wrong = fits.errors!.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  expect.fail(`${place} breaks the contract: ${wrong.join('; ')} in ${JSON.stringify(value)}`);
}

/** A schema that refers to components by their names. */
function alone(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', ''));
}
