import type { Arrow } from './chart.ts';
import type { Layout, Place, PlacedBox, Point } from './layout.ts';

/** How far apart lines end at most on one side of a box. */
const APART = 22;
/** Straight before a box, so that the head of an arrow points at it. */
const STRAIGHT = 10;

/**
 * The points that the line of each arrow passes, from the bottom of one box to the top of another. Between rows it may lean,
 * through a row it goes straight down, so that it crosses no box.
 */
export function linesOf({ boxes, ways }: Layout): ReadonlyMap<Arrow, readonly Point[]> {
  const rows = rowsIn([...boxes.values()]);
  const between = new Map([...ways].map(([arrow, way]) => [arrow, passages(arrow, way)] as const));
  const starts = ends('from', (points) => points[0]);
  const finishes = ends('to', (points) => points.at(-1));
  return new Map(
    [...between].map(([arrow, points]) => {
      const [from, to] = [boxes.get(arrow.from) as PlacedBox, boxes.get(arrow.to) as PlacedBox];
      const [left, reached] = [starts.get(arrow) as number, finishes.get(arrow) as number];
      const [above, below] = [rows[from.row] as Row, rows[to.row] as Row];
      const out = [down(left, from.y + from.height / 2), down(left, above.bottom)];
      const into = [down(reached, below.top - STRAIGHT), down(reached, to.y - to.height / 2)];
      return [arrow, [...out, ...points, ...into]];
    }),
  );

  function passages(
    { from, to }: Arrow,
    { bends, label }: { bends: readonly Point[]; label: Place },
  ): Point[] {
    const [first, last] = [boxes.get(from)?.row ?? 0, boxes.get(to)?.row ?? 0];
    return bends.flatMap((bend) => {
      const row = rows.slice(first + 1, last).find(({ top, bottom }) => top <= bend.y && bend.y <= bottom);
      if (row !== undefined) return [down(bend.x, row.top), down(bend.x, row.bottom)];
      return label.width > 0 && bend.y === label.y ? [bend] : [];
    });
  }

  /** Where lines end at a box: beside each other, in the order in which they come. */
  function ends(side: 'from' | 'to', nearest: (points: readonly Point[]) => Point | undefined) {
    const found = new Map<Arrow, number>();
    const other = side === 'from' ? 'to' : 'from';
    for (const [name, { x, width }] of boxes) {
      const toward = (arrow: Arrow) => (nearest(between.get(arrow) ?? []) ?? boxes.get(arrow[other]))?.x ?? x;
      const mine = [...ways.keys()].filter((arrow) => arrow[side] === name);
      const apart = Math.min(APART, (width - 16) / mine.length);
      mine.sort((one, two) => toward(one) - toward(two));
      for (const [index, arrow] of mine.entries())
        found.set(arrow, x + (index - (mine.length - 1) / 2) * apart);
    }
    return found;
  }
}

interface Row {
  readonly top: number;
  readonly bottom: number;
}

function rowsIn(boxes: readonly PlacedBox[]): Row[] {
  const rows: Row[] = [];
  for (const { row, y, height } of boxes) {
    const { top, bottom } = rows[row] ?? { top: y, bottom: y };
    rows[row] = { top: Math.min(top, y - height / 2), bottom: Math.max(bottom, y + height / 2) };
  }
  return rows;
}

function down(x: number, y: number): Point {
  return { x, y };
}
