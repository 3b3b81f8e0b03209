import type { Arrow, Chart } from './chart.ts';

/** More boxes beside each other make a picture too wide to be read. */
const MOST_ABREAST = 4;

/** What leads on in the order of the machine; everything else leads back, or stays. */
export function leadsOn({ stages, groups }: Chart): (arrow: Arrow) => boolean {
  const order = [...groups.map(({ id }) => id), ...stages.map(({ name }) => name)];
  return ({ from, to }) => order.indexOf(from) < order.indexOf(to);
}

/**
 * In which row each stage and each group stands, counted from 0. Arrows that lead on lead downwards; endings stand below
 * everything else.
 */
export function rowsOf(chart: Chart): ReadonlyMap<string, number> {
  const { stages, groups } = chart;
  const onwards = chart.arrows.filter(leadsOn(chart));
  const rows = new Map<string, number>(groups.map(({ id }) => [id, 0]));
  const abreast: number[] = [];
  const place = (name: string, least: number) => {
    const above = onwards.filter(({ to }) => to === name).map(({ from }) => rows.get(from) ?? 0);
    let row = Math.max(least, ...above.map((other) => other + 1));
    while ((abreast[row] ?? 0) >= MOST_ABREAST) row++;
    abreast[row] = (abreast[row] ?? 0) + 1;
    rows.set(name, row);
  };
  for (const { name, ends } of stages) if (!ends) place(name, 0);
  const below = Math.max(-1, ...rows.values()) + 1;
  for (const { name, ends } of stages) if (ends) place(name, below);
  // A group stands just above the first stage that it leads to.
  for (const { id } of groups) {
    const targets = onwards.filter(({ from }) => from === id).map(({ to }) => rows.get(to) ?? 0);
    rows.set(id, Math.max(0, Math.min(...targets) - 1));
  }
  return rows;
}
