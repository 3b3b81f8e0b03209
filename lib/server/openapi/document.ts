import type { Provider } from '../../providers/provider.ts';
import { version } from '../../version.ts';
import { problems } from '../problems-catalogue.ts';
import { type Schema, schemaComponents } from './components.ts';
import { describe } from './describe.ts';
import { headers } from './headers.ts';
import type { Operation, Tag } from './operation.ts';
import { alertOperations } from './operations/alerts.ts';
import { customerOperations } from './operations/customers.ts';
import { deliveryOperations } from './operations/deliveries.ts';
import { figureOperations } from './operations/figures.ts';
import { machineOperations } from './operations/machines.ts';
import { operatorOperations } from './operations/operator.ts';
import { sessionOperations } from './operations/sessions.ts';
import { streamOperations } from './operations/stream.ts';
import type { Vocabulary } from './parameters.ts';
import { descriptions, operationsAt, type Place } from './place.ts';
import { webhooks } from './webhooks.ts';

/** An OpenAPI 3.1 document. */
export type Document = Readonly<Record<string, unknown>> & {
  readonly info: Readonly<Record<'title' | 'version' | 'description', string>> & { readonly license: object };
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
};

const tags: readonly { readonly name: Tag; readonly description: string }[] = [
  { name: 'Customers', description: 'Where a customer is now, and the sessions of a customer.' },
  { name: 'Sessions', description: 'Sessions by where they are, and one with its timeline.' },
  { name: 'Figures', description: 'How many sessions are where, and how far they get.' },
  { name: 'Changes', description: 'What changes, as it changes.' },
  { name: 'Alerts', description: 'Who is stuck, and who was told.' },
  { name: 'Machines', description: 'The statecharts that sessions run through.' },
  { name: 'Deliveries', description: 'What the vendors post.' },
  { name: 'Operation', description: 'For those who run the server.' },
];

const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key made by `connect-tracker keys create`, with the scope `read` or `admin`; `admin` may do all that `read` may.',
  },
  signature: signature('X-Finicity-Signature'),
  signatureAustralia: signature('X-Signature'),
};

/** The contract of a server with these providers, or of a router in an app. */
export function createDocument(
  providers: readonly Pick<Provider, 'name' | 'machine'>[],
  place: Place = 'server',
): Document {
  const operations = operationsAt(place, allOperations(vocabularyOf(providers)));
  return {
    openapi: '3.1.0',
    info: {
      title: 'connect-tracker',
      version,
      description: descriptions[place],
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.filter(({ name }) => operations.some(({ tag }) => tag === name)),
    paths: pathsOf(operations),
    webhooks,
    components: { schemas: withCodes(schemaComponents()), headers, securitySchemes: schemesAt(place) },
  };
}

/** The same, mounted under a path. */
export function servedUnder(mount: string, document: Document): Document {
  return mount === '' ? document : { ...document, servers: [{ url: mount }] };
}

function schemesAt(place: Place): object {
  const { key } = securitySchemes;
  return { server: securitySchemes, 'router-with-keys': { key }, 'router-behind-app': {} }[place];
}

function allOperations(vocabulary: Vocabulary): Operation[] {
  return [
    ...customerOperations(vocabulary),
    ...sessionOperations(vocabulary),
    ...figureOperations(vocabulary),
    ...streamOperations(vocabulary),
    ...alertOperations(vocabulary),
    ...machineOperations(),
    ...deliveryOperations(),
    ...operatorOperations(),
  ];
}

function vocabularyOf(providers: readonly Pick<Provider, 'name' | 'machine'>[]): Vocabulary {
  return {
    providerNames: providers.map(({ name }) => name),
    machines: [...new Set(providers.map(({ machine }) => machine.id))],
    stages: [...new Set(providers.flatMap(({ machine }) => Object.keys(machine.states)))],
  };
}

function pathsOf(operations: readonly Operation[]): Document['paths'] {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method]: describe(operation) };
  }
  return paths;
}

/** The codes of problems stand in the catalogue alone. */
function withCodes({ Problem: problem, ...schemas }: Record<string, Schema>): Record<string, Schema> {
  const { code, ...others } = problem!['properties'] as Record<string, Schema>;
  const { pattern: _, ...described } = code!;
  const properties = { ...others, code: { ...described, enum: Object.keys(problems) } };
  return { ...schemas, Problem: { ...problem, properties } };
}

function signature(name: string): object {
  return {
    type: 'apiKey',
    in: 'header',
    name,
    description:
      'The HMAC-SHA256 of the raw body with the Partner Secret, in lower-case hex. Not looked at where no secret is set.',
  };
}
