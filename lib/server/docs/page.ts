import { type Listed, listOperations, type Members, type OpenApiDocument, type Schema } from './document.ts';
import { headerEntry } from './header-view.ts';
import { anchor, html, type Markup, phrase, prose } from './html.ts';
import { methodBadge, operationAnchor, operationEntry, titleOf, webhookEntry } from './operation-view.ts';
import { hasStructure } from './schema.ts';
import { schemaEntry } from './schema-view.ts';

export interface ReferencePage {
  readonly document: OpenApiDocument;
  /** By code. */
  readonly problems: Members<{ readonly status: number; readonly title: string; readonly hint: string }>;
  /** Where the document itself and the style sheet are. */
  readonly links: { readonly document: string; readonly style: string };
}

/** A part of the page: a heading, what leads there from the contents, and what is there. */
interface Part {
  readonly title: string;
  readonly id: string;
  readonly entries: readonly { readonly href: string; readonly label: Markup }[];
  readonly content: readonly Markup[];
}

/**
 * The reference of the API as one page of HTML: no script, nothing inline, and nothing that is not of this server.
 * Texts of the document stay text. Throws when one of its references leads nowhere.
 */
export function renderReference({ document, problems, links }: ReferencePage): string {
  const { title, version, description } = document.info;
  const parts = [
    ...operationParts(document),
    webhookPart(document),
    schemaPart(document),
    headerPart(document),
    problemPart(problems),
  ].filter(({ content }) => content.length > 0);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} ${version}: reference</title>
<link rel="stylesheet" href="${links.style}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#content">Skip to the reference</a>
<header>
<h1>${title} <span class="version">${version}</span></h1>
${prose(description)}
<p><a href="${links.document}">The same as an OpenAPI document</a></p>
</header>
<nav aria-label="Contents"><details><summary>Contents</summary>
${parts.map(contents)}</details></nav>
<main id="content" tabindex="-1">
${parts.map(section)}</main>
</body>
</html>
`.markup;
}

function contents({ title, id, entries }: Part): Markup {
  return html`<p><a href="#${id}">${title}</a></p>
${entries.length === 0 ? '' : html`<ul>${entries.map(({ href, label }) => html`<li><a href="#${href}">${label}</a></li>`)}</ul>`}
`;
}

function section({ title, id, content }: Part): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}</section>
`;
}

/** By tag, in the order of the tags; an operation without one of them is listed all the same. */
function operationParts(document: OpenApiDocument): Part[] {
  const { tags = [] } = document;
  const operations = listOperations(document.paths);
  const others = operations.filter(({ operation }) => !tags.some(({ name }) => operation.tags?.[0] === name));
  const part = (name: string, description: string | undefined, listed: readonly Listed[]): Part => ({
    title: name,
    id: anchor('tag', name),
    entries: listed.map(entryOf),
    content:
      listed.length === 0
        ? []
        : [...prose(description), ...listed.map((one) => operationEntry(document, one))],
  });
  return [
    ...tags.map(({ name, description }) =>
      part(
        name,
        description,
        operations.filter(({ operation }) => operation.tags?.[0] === name),
      ),
    ),
    part(tags.length === 0 ? 'Operations' : 'Other operations', undefined, others),
  ];
}

function webhookPart(document: OpenApiDocument): Part {
  const webhooks = listOperations(document.webhooks);
  return {
    title: 'Webhooks',
    id: 'webhooks',
    entries: webhooks.map((one) => ({ href: operationAnchor(one), label: html`${titleOf(one)}` })),
    content: webhooks.map((one) => webhookEntry(document, one)),
  };
}

function schemaPart(document: OpenApiDocument): Part {
  const schemas: [string, Schema][] = Object.entries(document.components?.schemas ?? {}).filter(
    ([, schema]) => hasStructure(document, schema),
  );
  return {
    title: 'Schemas',
    id: 'schemas',
    entries: schemas.map(([name]) => ({ href: anchor('schema', name), label: html`${name}` })),
    content: schemas.map(([name, schema]) => schemaEntry(document, name, schema)),
  };
}

function headerPart(document: OpenApiDocument): Part {
  const headers = Object.entries(document.components?.headers ?? {});
  const entries = headers.map(([name, header]) => headerEntry(document, name, header, { linked: true }));
  return {
    title: 'Headers of answers',
    id: 'headers',
    entries: [],
    content: entries.length === 0 ? [] : [html`<dl class="members">${entries}</dl>`],
  };
}

function problemPart(problems: ReferencePage['problems']): Part {
  const codes = Object.entries(problems).map(
    ([
      code,
      { status, title, hint },
    ]) => html`<div id="${anchor('problem', code)}"><dt><code class="name">${code}</code> <span class="kind">${status}</span></dt>
<dd><p>${title}</p><p>${phrase(hint)}</p></dd></div>
`,
  );
  return {
    title: 'Problems',
    id: 'problems',
    entries: [],
    content: codes.length === 0 ? [] : [html`<dl class="members">${codes}</dl>`],
  };
}

function entryOf(listed: Listed): Part['entries'][number] {
  return {
    href: operationAnchor(listed),
    label: html`${methodBadge(listed.method)} <span>${titleOf(listed)}</span>`,
  };
}
