/** Of the size of the font, by character: about what text in a sans-serif takes. */
const EM = 0.5;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as the content of an element or attribute. What XML cannot hold, even escaped, becomes U+FFFD. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** About how wide the widest of several lines will be, in px: nothing here knows the font. */
export function widthOf(lines: readonly string[], size: number): number {
  return Math.ceil(Math.max(0, ...lines.map((line) => [...line].length)) * size * EM);
}

/** Items in lines of no more than so many characters, where no item is longer than that. */
export function wrapped(items: readonly string[], most: number, between = ', '): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const line = [...lines.slice(-1), item].join(between);
    if (line.length < most) lines.splice(-1, 1, line);
    else lines.push(item);
  }
  const comma = between.trim();
  return lines.map((line, index) => (index < lines.length - 1 ? line + comma : line));
}

/** Tenths of a pixel are enough for a picture. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
