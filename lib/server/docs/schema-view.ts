import { type OpenApiDocument, resolve, type Schema } from './document.ts';
import { anchor, html, type Markup, phrase } from './html.ts';
import { componentOf, hasStructure, kindOf, limitsOf, type Member, membersOf, variantsOf } from './schema.ts';

/** The members of an object as a list of definitions, those of objects inside it as lists inside; nothing for what has none. */
export function memberList(document: OpenApiDocument, schema: Schema): Markup[] {
  const members = membersOf(document, schema);
  if (members.length === 0) return [];
  return [html`<dl class="members">${members.map((member) => memberEntry(document, member))}</dl>`];
}

/**
 * One thing with a name: a member, a parameter, a header. `place` says where it stands, if that is not plain; `id` is
 * for links.
 */
export function memberEntry(
  document: OpenApiDocument,
  { name, schema, required }: Member,
  { place, id }: { readonly place?: string; readonly id?: string } = {},
): Markup {
  const { description } = resolve(document, schema);
  return html`<div${id === undefined ? '' : html` id="${id}"`}><dt><code class="name">${name}</code> ${required ? html`<span class="required">required</span> ` : ''}<span class="kind">${place === undefined ? '' : `${place}, `}${kind(document, schema)}</span></dt>
<dd>${phrase(description)}${details(document, schema)}</dd></div>
`;
}

/** What a value is, in one line: the kind of a simple one, a link to where anything else is described. */
export function kind(document: OpenApiDocument, reference: Schema): Markup {
  const component = componentOf(reference);
  if (component !== undefined && hasStructure(document, reference)) return linkTo(component);
  const schema = resolve(document, reference);
  if (schema.contentSchema) return html`text, its data ${kind(document, schema.contentSchema)}`;
  if (schema.items) return html`array of ${kind(document, schema.items)}`;
  const variants = variantsOf(document, schema);
  if (variants.length > 0 && membersOf(document, schema).length === 0) {
    return html`${variants.map((variant, index) => html`${index === 0 ? '' : ' or '}${kind(document, variant)}`)}`;
  }
  const { additionalProperties } = schema;
  if (typeof additionalProperties === 'object')
    return html`object of ${kind(document, additionalProperties)}`;
  if (membersOf(document, schema).length > 0) return html`object`;
  return html`${kindOf(schema)}`;
}

/** Choices, limits and examples of a simple value; the members of one that is described nowhere else. */
function details(document: OpenApiDocument, reference: Schema): Markup[] {
  if (componentOf(reference) !== undefined && hasStructure(document, reference)) return [];
  const schema = resolve(document, reference);
  const {
    enum: choices = [],
    examples = [],
    pattern,
    default: otherwise,
    additionalProperties,
    items,
  } = schema;
  const inside = items ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
  const facts = [
    ...(choices.length > 0 && schema.const === undefined ? [html`One of ${codes(choices)}.`] : []),
    ...limitsOf(schema).map((limit) => html`${capital(limit)}.`),
    ...(pattern === undefined ? [] : [html`Matches ${codes([pattern])}.`]),
    ...(otherwise === undefined ? [] : [html`Default ${codes([otherwise])}.`]),
    ...(examples.length > 0 ? [html`For example ${codes(examples)}.`] : []),
  ];
  return [
    ...(facts.length > 0
      ? [html`<div class="facts">${facts.map((fact) => html`<span>${fact}</span> `)}</div>`]
      : []),
    ...memberList(document, schema),
    ...(inside ? details(document, inside) : []),
  ];
}

/** A schema with a name, at the place that links lead to. */
export function schemaEntry(document: OpenApiDocument, name: string, schema: Schema): Markup {
  const id = anchor('schema', name);
  const variants = membersOf(document, schema).length > 0 ? [] : variantsOf(document, schema);
  return html`<article id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><a href="#${id}">${name}</a></h3>
<p>${phrase(schema.description)}</p>
${memberList(document, schema)}${variants.length > 0 ? html`<p>One of:</p><ul>${variants.map((variant) => html`<li>${kind(document, variant)}</li>`)}</ul>` : ''}
</article>
`;
}

function linkTo(component: string): Markup {
  return html`<a href="#${anchor('schema', component)}">${component}</a>`;
}

/** Values as they are written, one after another. */
export function codes(values: readonly unknown[]): Markup[] {
  return values.map((value, index) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return html`${index === 0 ? '' : ', '}<code>${text}</code>`;
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
