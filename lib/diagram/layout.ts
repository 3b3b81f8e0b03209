import { Graph, layout } from '@dagrejs/dagre';
import type { Arrow, Chart } from './chart.ts';
import { leadsOn, rowsOf } from './rows.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where something is: its middle, and its size. */
export interface Place extends Point, Size {}

export interface PlacedBox extends Place {
  readonly row: number;
}

export interface Layout extends Size {
  /** By the name of a stage or the id of a group. */
  readonly boxes: ReadonlyMap<string, PlacedBox>;
  /** Of each arrow that leads on: where it passes between its ends, and where its events are named. */
  readonly ways: ReadonlyMap<Arrow, { readonly bends: readonly Point[]; readonly label: Place }>;
}

/** How much room everything takes. */
export interface Room {
  box(name: string): Size;
  /** Without width where nothing is named. */
  label(arrow: Arrow): Size;
}

const GAPS = { nodesep: 16, edgesep: 8, ranksep: 52, marginx: 16, marginy: 16 };
const NOWHERE = { width: 0, height: 0 };
/** Above the first row; it leaves room there, and holds together what no arrow joins. */
const TOP = 'top';

/**
 * Places the stages and groups of a chart in rows, and leads the arrows around them that lead on in the order of the
 * machine. What leads back gets no way: all of them together would be a tangle.
 */
export function layOut(chart: Chart, room: Room): Layout {
  const rows = rowsOf(chart);
  const names = [...rows.keys()];
  // Numbers for names: the library keeps what it is given in plain objects, where not every name is safe.
  const idOf = (name: string) => String(names.indexOf(name));
  const rowOf = (name: string) => rows.get(name) ?? 0;
  const arrows = chart.arrows.filter(leadsOn(chart));

  const graph = new Graph();
  graph.setGraph({ ...GAPS });
  graph.setNode(TOP, { ...NOWHERE });
  for (const name of names) graph.setNode(idOf(name), { ...room.box(name) });
  for (const arrow of arrows) {
    const distance = rowOf(arrow.to) - rowOf(arrow.from);
    // The longer an arrow is, the more it matters that it is straight.
    const way = { ...room.label(arrow), labelpos: 'c' as const, minlen: distance, weight: distance };
    graph.setEdge(idOf(arrow.from), idOf(arrow.to), way);
  }
  for (const name of names.filter((one) => !arrows.some(({ to }) => to === one))) {
    const above = names.find((other) => rowOf(other) === rowOf(name) - 1);
    graph.setEdge(above === undefined ? TOP : idOf(above), idOf(name), { ...NOWHERE, weight: 0 });
  }
  layout(graph);

  const wayOf = ({ from, to }: Arrow) => {
    const { points, x, y, width, height } = graph.edge(idOf(from), idOf(to));
    return { bends: points.slice(1, -1), label: { x, y, width, height } };
  };
  return {
    ...(graph.graph() as unknown as Size),
    boxes: new Map(names.map((name) => [name, { ...(graph.node(idOf(name)) as Place), row: rowOf(name) }])),
    ways: new Map(arrows.map((arrow) => [arrow, wayOf(arrow)])),
  };
}
