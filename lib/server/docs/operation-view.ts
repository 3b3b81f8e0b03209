import { curlOf } from './curl.ts';
import {
  type Answer,
  type Body,
  type Listed,
  type Media,
  type Members,
  type OpenApiDocument,
  type Parameter,
  resolve,
} from './document.ts';
import { headerEntry, headerLink } from './header-view.ts';
import { anchor, html, type Markup, phrase, prose } from './html.ts';
import { sampleOf } from './sample.ts';
import { componentOf, membersOf } from './schema.ts';
import { codes, kind, memberEntry, memberList } from './schema-view.ts';

const PROBLEM = 'application/problem+json';

/** Where links to an operation lead. */
export function operationAnchor({ method, path, operation }: Listed): string {
  return anchor('operation', operation.operationId ?? `${method} ${path}`);
}

export function titleOf({ operation, path }: Listed): string {
  return operation.summary ?? path;
}

export function methodBadge(method: string): Markup {
  return html`<span class="method ${anchor(method.toLowerCase())}">${method}</span>`;
}

/** Everything about one operation that somebody who asks has to know. */
export function operationEntry(document: OpenApiDocument, listed: Listed): Markup {
  return entry(listed, [
    html`<p class="call">${methodBadge(listed.method)} <code>${listed.path}</code></p>`,
    ...prose(listed.operation.description),
    entitlement(document, listed),
    ...parameterList(document, listed.parameters),
    ...bodyPart(document, listed.operation.requestBody),
    ...answerList(document, listed.operation.responses),
    ...problemList(document, listed.operation.responses),
    html`<h4>As a command</h4><pre><code>${curlOf(document, listed)}</code></pre>`,
  ]);
}

/** The same of a webhook: nobody asks for it, so that there is no command and no key. */
export function webhookEntry(document: OpenApiDocument, listed: Listed): Markup {
  return entry(listed, [
    html`<p class="call">${methodBadge(listed.method)} <code>${listed.path}</code></p>`,
    ...prose(listed.operation.description),
    ...parameterList(document, listed.parameters),
    ...bodyPart(document, listed.operation.requestBody),
    ...answerList(document, listed.operation.responses),
  ]);
}

function entry(listed: Listed, content: readonly Markup[]): Markup {
  const id = operationAnchor(listed);
  return html`<article id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><a href="#${id}">${titleOf(listed)}</a></h3>
${content}
</article>
`;
}

/** What lets somebody in, one way or another. */
function entitlement(document: OpenApiDocument, { operation }: Listed): Markup {
  const { security = document.security ?? [] } = operation;
  const ways = security.flatMap((way) => Object.entries(way));
  if (ways.length === 0) return html`<p class="key">No key is needed.</p>`;
  const schemes = document.components?.securitySchemes ?? {};
  const words = ways.map(([scheme, scopes], index) => {
    const { type, name } = schemes[scheme] ?? {};
    const between = index === 0 ? '' : ' or ';
    if (type === 'apiKey') return html`${between}a signature in the header <code>${name}</code>`;
    return html`${between}an API key${scopes.length > 0 ? html` with the scope ${codes(scopes)}` : ''}`;
  });
  const optional = security.some((way) => Object.keys(way).length === 0);
  return html`<p class="key">${optional ? 'Takes' : 'Needs'} ${words}.</p>`;
}

function parameterList(document: OpenApiDocument, parameters: readonly Parameter[]): Markup[] {
  if (parameters.length === 0) return [];
  const entries = parameters.map((reference) => {
    const {
      name = '',
      in: place = '',
      required = false,
      description,
      schema = {},
    } = resolve(document, reference);
    const described = description === undefined ? schema : { ...schema, description };
    return memberEntry(document, { name, required, schema: described }, { place });
  });
  return [html`<h4>Parameters</h4><dl class="members">${entries}</dl>`];
}

function bodyPart(document: OpenApiDocument, body: Body | undefined): Markup[] {
  if (body === undefined) return [];
  const { required = false, description, content = {} } = resolve(document, body);
  return [
    html`<h4>Body</h4>${description === undefined ? '' : html`<p>${phrase(description)}</p>`}`,
    ...(required ? [] : [html`<p>It may be left out.</p>`]),
    ...contentParts(document, content),
  ];
}

function answerList(document: OpenApiDocument, responses: Members<Answer> = {}): Markup[] {
  // In the order of an object, numbers go before `2XX`.
  const inOrder = Object.entries(responses).sort(([one], [other]) => (one < other ? -1 : 1));
  const answers = inOrder.map(([status, answer]) => [status, resolve(document, answer)] as const);
  const isRefusal = ({ content = {} }: Answer) => Object.keys(content).join() === PROBLEM;
  const shown = answers.filter(([, answer]) => !isRefusal(answer));
  if (shown.length === 0) return [];
  return [
    html`<h4>Answers</h4><dl class="answers">${shown.map(
      ([
        status,
        { description, headers = {}, content = {} },
      ]) => html`<div><dt>${status === 'default' ? 'others' : status}</dt>
<dd><p>${phrase(description)}</p>${headerList(document, headers)}${contentParts(document, content)}</dd></div>
`,
    )}</dl>`,
  ];
}

/** Those that many answers have are described once, elsewhere. */
function headerList(document: OpenApiDocument, headers: NonNullable<Answer['headers']>): Markup[] {
  const entries = Object.entries(headers);
  const own = entries.filter(([, { $ref }]) => $ref === undefined);
  const shared = entries.filter(([, { $ref }]) => $ref !== undefined);
  const links = shared.map(([name], index) => html`${index === 0 ? '' : ', '}${headerLink(name)}`);
  return [
    ...(links.length === 0 ? [] : [html`<p class="headers">Headers: ${links}</p>`]),
    ...(own.length === 0
      ? []
      : [
          html`<dl class="members">${own.map(([name, header]) => headerEntry(document, name, header, { linked: false }))}</dl>`,
        ]),
  ];
}

/** What a component holds is said in its own place; here stands an example. */
function contentParts(document: OpenApiDocument, content: Members<Media>): Markup[] {
  const others = Object.entries(content).filter(([type]) => type !== PROBLEM);
  return others.map(([type, media]) => {
    const { schema = {} } = media;
    const members = componentOf(schema) === undefined ? memberList(document, schema) : [];
    return html`<p class="body"><code>${type}</code> ${kind(document, schema)}</p>${members}${example(document, media)}`;
  });
}

function example(document: OpenApiDocument, media: Media): Markup[] {
  const sample = sampleOf(document, media);
  if (sample === undefined || sample === '…') return [];
  const text = typeof sample === 'string' ? sample : JSON.stringify(sample, null, 2);
  return [html`<details><summary>Example</summary><pre><code>${text}</code></pre></details>`];
}

/** The codes by which an operation can be refused, each leading to what it means. */
function problemList(document: OpenApiDocument, responses: Members<Answer> = {}): Markup[] {
  const refusals = Object.entries(responses).flatMap(([status, reference]) => {
    const { description, content } = resolve(document, reference);
    const schema = content?.[PROBLEM]?.schema;
    if (schema === undefined) return [];
    const code = membersOf(document, schema).find(({ name }) => name === 'code')?.schema ?? {};
    const { enum: choices, const: only } = resolve(document, code);
    const codes = choices ?? (only === undefined ? [] : [only]);
    const links = codes.map(
      (one) => html`<a href="#${anchor('problem', String(one))}"><code>${String(one)}</code></a> `,
    );
    return [html`<div><dt>${status}</dt><dd>${codes.length > 0 ? links : phrase(description)}</dd></div>`];
  });
  return refusals.length === 0 ? [] : [html`<h4>Problems</h4><dl class="answers">${refusals}</dl>`];
}
