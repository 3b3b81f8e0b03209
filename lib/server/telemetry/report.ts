import { AggregatorRegistry, type Registry } from 'prom-client';

/** What one process has measured, as it can be sent to another. */
export type Report = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

const TYPES_THAT_LAST: readonly unknown[] = ['counter', 'histogram'];

/** What several processes have measured together, each metric as its `aggregator` says: sums, where it says nothing. */
export function addUp(reports: readonly Report[]): Registry {
  return AggregatorRegistry.aggregate([...reports]);
}

/** What is said of the store is as old as the last question to that process, and the one that is asked now knows better. */
export function withoutStore(report: Report): Report {
  return report.filter(({ aggregator }) => aggregator !== 'first');
}

/** What processes leave behind when they end, in one report: their counts. Without them sums would fall, and rates leap. */
export async function leftBehind(reports: readonly Report[]): Promise<Report> {
  const lasting = reports.map((report) => report.filter(({ type }) => TYPES_THAT_LAST.includes(type)));
  return addUp(lasting).getMetricsAsJSON();
}
