import { type Header, type OpenApiDocument, resolve } from './document.ts';
import { anchor, html, type Markup } from './html.ts';
import { memberEntry } from './schema-view.ts';

/** Leads to where a header that many answers have is described. */
export function headerLink(name: string): Markup {
  return html`<a href="#${anchor('header', name)}"><code>${name}</code></a>`;
}

/** Where links to it lead, if it is `linked`. */
export function headerEntry(
  document: OpenApiDocument,
  name: string,
  header: Header,
  { linked }: { readonly linked: boolean },
): Markup {
  const { description, schema = {} } = resolve(document, header);
  const described = description === undefined ? schema : { ...schema, description };
  const member = { name, schema: described, required: false };
  return memberEntry(document, member, linked ? { id: anchor('header', name) } : {});
}
