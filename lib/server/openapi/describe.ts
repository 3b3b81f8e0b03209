import { defined } from '../../fold/defined.ts';
import { type ProblemCode, type ProblemKind, problems } from '../problems-catalogue.ts';
import { refTo, type Schema } from './components.ts';
import type { Answer, HeaderName, Operation } from './operation.ts';
import { problemsOf } from './problems-of.ts';

/** An operation as OpenAPI has it. */
export function describe(operation: Operation): object {
  const { id, tag, summary, description, parameters, body, answers } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...defined({ description, parameters, requestBody: body }),
    responses: { ...describeAnswers(operation, answers), ...describeProblems(operation, answers) },
    security: securityOf(operation),
  };
}

/** With the name of the scope, which 3.1 allows for keys as well. */
function securityOf({ scope, path }: Operation): object[] {
  if (scope === 'read' || scope === 'admin') return [{ key: [scope] }];
  return path.startsWith('/webhooks/connect') ? [{ signature: [] }, { signatureAustralia: [] }, {}] : [];
}

/** Headers of every answer about how many requests there may be. */
function limitsOf({ scope }: Operation): HeaderName[] {
  return scope === 'read' || scope === 'admin' ? ['RateLimit', 'RateLimit-Policy'] : [];
}

function describeAnswers(operation: Operation, answers: Operation['answers']): object {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, content, headers = [] }]) => [
      status,
      { description, headers: headersOf([...headers, ...limitsOf(operation)]), ...defined({ content }) },
    ]),
  );
}

/** By status; one that is also an answer of another kind (`/readyz`) has both as its content. */
function describeProblems(operation: Operation, answers: Operation['answers']): object {
  const codes = problemsOf(operation);
  const statuses = new Set(codes.map((code) => problems[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const these = codes.filter((code) => problems[code].status === status);
      return [status, describeProblem(these, limitsOf(operation), answers[status])];
    }),
  );
}

function describeProblem(
  codes: readonly ProblemCode[],
  limits: readonly HeaderName[],
  other: Answer | undefined,
): object {
  const kinds = codes.map((code): ProblemKind => problems[code]);
  const { status } = kinds[0]!;
  const headers: HeaderName[] = [
    ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
    ...(kinds.every(({ retryAfter }) => retryAfter !== undefined) ? (['Retry-After'] as const) : []),
  ];
  const titles = codes.map((code) => `\`${code}\`: ${problems[code].title}`);
  return {
    description: [...(other === undefined ? [] : [other.description]), ...titles].join('. '),
    headers: headersOf([...headers, ...limits]),
    content: { ...other?.content, 'application/problem+json': { schema: problemSchema(codes) } },
  };
}

function problemSchema(codes: readonly ProblemCode[]): Schema {
  const narrowed = { type: 'object', properties: { code: { enum: codes } }, required: ['code'] };
  return { allOf: [refTo('Problem'), narrowed] };
}

function headersOf(names: readonly HeaderName[]): object {
  return Object.fromEntries(
    ['X-Request-Id', ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}
