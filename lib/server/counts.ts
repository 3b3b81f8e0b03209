/**
 * How many deliveries ended in which way since this process started: by the status of those that were
 * accepted, by problem code of the others. Bounded, since both are closed lists.
 */
export type Counts = Record<string, number>;

export function count(counts: Counts, outcome: string): void {
  counts[outcome] = (counts[outcome] ?? 0) + 1;
}
