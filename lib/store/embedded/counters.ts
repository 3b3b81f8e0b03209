import type { CounterChange } from '../store.ts';
import type { Environment } from './environment.ts';

/** What a transaction adds to counters: sums by counter, then by field. */
export type Sums = Map<string, Map<string, number>>;

export function addChange(sums: Sums, { counter, field, by }: CounterChange): void {
  const fields = sums.get(counter) ?? new Map<string, number>();
  sums.set(counter, fields.set(field, (fields.get(field) ?? 0) + by));
}

/** Inside a write transaction, which alone may read a number to write another. */
export function writeSums({ counters }: Environment, sums: Sums): void {
  for (const [counter, fields] of sums) {
    for (const [field, by] of fields) {
      if (by === 0) continue;
      const sum = (counters.get([counter, field]) ?? 0) + by;
      if (sum === 0) counters.remove([counter, field]);
      else counters.put([counter, field], sum);
    }
  }
}

/** The fields of each counter, as of one moment. */
export function readTotals(
  { counters }: Environment,
  names: readonly string[],
): ReadonlyMap<string, number>[] {
  counters.resetReadTxn();
  return names.map((name) => {
    const fields = new Map<string, number>();
    for (const { key, value } of counters.getRange({ start: [name] })) {
      const [counter, field] = key;
      if (counter !== name || field === undefined) break;
      fields.set(field, value);
    }
    return fields;
  });
}
