import { styleText } from 'node:util';
import { alignColumns, printable } from './text.ts';

/** Rows under a head, in aligned columns. A column without a name is there only where a row has something in it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = head.map((name, column) => name !== '' || rows.some((row) => row[column] !== ''));
  const shown = [head, ...rows].map((row) => row.filter((_, column) => used[column]).map(printable));
  const [first = '', ...lines] = alignColumns(shown);
  return [styleText('dim', first), ...lines].join('\n');
}

/** Ends a table that does not hold all. */
export const MORE = '\n\nThere are more: --limit says how many to list.';

/** Connect is the usual provider, so that only the other one is named. */
export function customerOf({
  customerId = '',
  provider,
}: {
  readonly customerId?: string;
  readonly provider: string;
}): string {
  return provider === 'connect' || customerId === '' ? customerId : `${customerId} (${provider})`;
}
