import type { Arrow } from './chart.ts';
import type { Place, Point, Size } from './layout.ts';
import { isNamedAfter } from './named-after.ts';
import { escaped, round, widthOf } from './svg-text.ts';

const SIZE = 12;
const LINE = 14;
/** From where sessions begin to the first stage. */
const FIRST_STEP = 34;

/** How much room the names of an arrow's events take: none where the stage that it leads to bears the name. */
export function labelSize({ to, events }: Arrow): Size {
  if (isNamedAfter(to, events)) return { width: 0, height: 0 };
  return { width: widthOf(events, SIZE) + 12, height: LINE * events.length + 4 };
}

export function drawEvents({ to, events }: Arrow, { x, y, width, height }: Place): string {
  if (isNamedAfter(to, events)) return '';
  const first = y - (LINE * (events.length - 1)) / 2 + 4;
  const names = events.map(
    (event, index) => `<text x="${round(x)}" y="${round(first + LINE * index)}">${escaped(event)}</text>`,
  );
  const [left, top] = [round(x - width / 2), round(y - height / 2)];
  return `<g class="events"><rect x="${left}" y="${top}" width="${width}" height="${height}" rx="8"/>${names.join('')}</g>`;
}

/** Through all points, straight down at each of them. `head` is the id of the arrowhead. */
export function drawLine({ from, to, events }: Arrow, [first, ...points]: readonly Point[], head: string) {
  const at = (x: number, y: number) => `${round(x)} ${round(y)}`;
  let { x, y } = first as Point;
  let path = `M${at(x, y)}`;
  for (const next of points) {
    const half = (y + next.y) / 2;
    path += next.x === x ? `V${round(next.y)}` : `C${at(x, half)} ${at(next.x, half)} ${at(next.x, next.y)}`;
    ({ x, y } = next);
  }
  const title = escaped(`${from} → ${to}: ${events.join(', ')}`);
  return `<path class="line" marker-end="url(#${head})" d="${path}"><title>${title}</title></path>`;
}

/** Where sessions begin: a dot above the stage. */
export function drawStart({ x, y, height }: Place, head: string): string {
  const [middle, top] = [round(x), round(y - height / 2)];
  const dot = `<circle class="start" cx="${middle}" cy="${round(top - FIRST_STEP)}" r="7"/>`;
  return `${dot}<path class="line" marker-end="url(#${head})" d="M${middle} ${round(top - FIRST_STEP + 7)}V${top}"/>`;
}
