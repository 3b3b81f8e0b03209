import { stripVTControlCharacters } from 'node:util';

/**
 * Text of others made fit for a terminal. A customer's id can hold whatever a sender put there, escape
 * sequences that recolour, retitle or overwrite the terminal included.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd');
}

/** Rows as lines of aligned columns, two blanks between them; a column that is empty in all rows is left out. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    widths
      .flatMap((width, column) => (width === 0 ? [] : [(row[column] ?? '').padEnd(width)]))
      .join('  ')
      .trimEnd(),
  );
}

/** `2025-11-22T01:39:12.731Z` as `2025-11-22 01:39:12`. */
export function toSecond(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}

/** `1 account`, `2 accounts`. */
export function count(amount: number, noun: string): string {
  return `${figure(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

/** `12,345`. */
export function figure(amount: number): string {
  return amount.toLocaleString('en');
}
