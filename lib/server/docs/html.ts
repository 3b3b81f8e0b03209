/** Text that is markup already. Only `html` makes it, so that whatever else comes into a page is escaped. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | undefined | readonly Value[];

/** A piece of a page: what is put into the template is text, unless it is markup; lists are put one after another. */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: String.raw({ raw: template }, ...values.map(written)) };
}

/** The words of a description: paragraphs, lists with hyphens, and code between backticks. Nothing else of CommonMark is known. */
export function prose(text: string | undefined): Markup[] {
  if (text === undefined) return [];
  return text.split(/\n\s*\n/).map((block) => {
    const lines = block.split('\n');
    if (!lines.every((line) => line.startsWith('- '))) return html`<p>${phrase(block)}</p>\n`;
    return html`<ul>${lines.map((line) => html`<li>${phrase(line.slice(2))}</li>`)}</ul>\n`;
  });
}

/** The same within one paragraph. */
export function phrase(text: string | undefined): Markup[] {
  if (text === undefined) return [];
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

/** What a fragment can name, whatever the text is. */
export function anchor(...words: readonly string[]): string {
  return words
    .join('-')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function written(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
