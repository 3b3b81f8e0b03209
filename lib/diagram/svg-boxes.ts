import { defined } from '../fold/defined.ts';
import type { Arrow, Chart, ChartGroup, ChartStage } from './chart.ts';
import type { Place, Size } from './layout.ts';
import { isNamedAfter } from './named-after.ts';
import { leadsOn } from './rows.ts';
import { escaped, round, widthOf, wrapped } from './svg-text.ts';

/** What a stage is above all: decides the colour of its box, and the sign in it. */
export type Kind = 'failing' | 'success' | 'ended' | 'waiting' | 'plain' | 'group';

export interface Box {
  readonly kind: Kind;
  /** It has a double border. */
  readonly ends: boolean;
  readonly name: string;
  /** Smaller lines below the name. */
  readonly lines: readonly string[];
  /** For whoever points at it. */
  readonly about?: string;
}

/** Of 13 px, and more since it is bold. */
const NAME_SIZE = 15.5;
const SOFT_SIZE = 12;
const LINE = 15;
const PADDING = 10;
/** The sign before the name, with the gap after it. */
const SIGN = 18;
const LINE_LENGTH = 28;

/** Drawn with strokes around the origin, 12 wide: they say without colour, or any font, what the colour says. */
const SIGNS: Readonly<Record<Kind, string>> = {
  failing: 'M0 -5V1M0 4.8V5',
  success: 'M-5 0L-1.5 4L5 -4',
  ended: 'M-4 -4H4V4H-4Z',
  waiting: 'M-4 -5H4L-4 5H4Z',
  plain: 'M-4 0H4',
  group: 'M-5 0H-4.8M0 0H0.2M5 0H5.2',
};

/** The boxes of a chart, by the name of the stage or the id of the group. */
export function boxesOf(chart: Chart): ReadonlyMap<string, Box> {
  const { stages, groups, arrows } = chart;
  const isOnwards = leadsOn(chart);
  const others = (name: string) => arrows.filter((arrow) => arrow.from === name && !isOnwards(arrow));
  return new Map([
    ...stages.map((stage) => [stage.name, stageBox(stage, others(stage.name))] as const),
    ...groups.map((group) => [group.id, groupBox(group, stages)] as const),
  ]);
}

/** `others`: what leads from the stage back, or to itself. */
function stageBox({ name, tags, ends, waitingOn, description }: ChartStage, others: readonly Arrow[]): Box {
  const again = others.filter(({ to }) => to === name).flatMap(({ events }) => events);
  const back = others.filter(({ to }) => to !== name).map(({ to, events }) => backTo(to, events));
  return {
    kind: kindOf(tags, ends),
    ends,
    name,
    lines: [
      ends ? 'the end' : `waiting for ${waitingOn}`,
      ...listed('again on', again),
      ...listed('back to', back),
    ],
    ...defined({ about: description }),
  };
}

function backTo(to: string, events: readonly string[]): string {
  return isNamedAfter(to, events) ? to : `${to} on ${events.join(' or ')}`;
}

function listed(what: string, items: readonly string[]): string[] {
  const [first, ...more] = wrapped(items, LINE_LENGTH - what.length);
  return first === undefined ? [] : [`${what} ${first}`, ...more];
}

function groupBox({ tag, members }: ChartGroup, stages: readonly ChartStage[]): Box {
  const others = stages.map(({ name }) => name).filter((name) => !members.includes(name));
  const lines = others.length < members.length ? listed('all but', others) : wrapped(members, LINE_LENGTH);
  const about = members.join(', ');
  return {
    kind: 'group',
    ends: false,
    name: `any ${tag} stage`,
    lines: lines.length > 0 ? lines : ['all stages'],
    about,
  };
}

function kindOf(tags: readonly string[], ends: boolean): Kind {
  const [kind = ends ? 'ended' : 'plain'] = (['failing', 'success', 'waiting'] as const).filter((tag) =>
    tags.includes(tag),
  );
  return kind;
}

export function sizeOf({ name, lines }: Box): Size {
  const width = Math.max(SIGN + widthOf([name], NAME_SIZE), widthOf(lines, SOFT_SIZE));
  return { width: width + 2 * PADDING, height: LINE * (1 + lines.length) + 2 * PADDING - 4 };
}

export function drawBox({ kind, ends, name, lines, about }: Box, { x, y, width, height }: Place): string {
  const [left, top] = [x - width / 2, y - height / 2];
  const rect = (inset: number, extra = '') =>
    `<rect${extra} x="${round(left + inset)}" y="${round(top + inset)}" width="${round(width - 2 * inset)}" height="${round(height - 2 * inset)}" rx="${8 - inset}"/>`;
  const baseline = top + PADDING + 9;
  return [
    `<g class="${kind}">`,
    about === undefined ? '' : `<title>${escaped(about)}</title>`,
    rect(0),
    ends ? rect(3, ' class="inner"') : '',
    drawSign(kind, left + PADDING + 6, baseline - 4.5),
    `<text class="name" x="${round(left + PADDING + SIGN)}" y="${round(baseline)}">${escaped(name)}</text>`,
    ...lines.map(
      (line, index) =>
        `<text class="soft" x="${round(left + PADDING)}" y="${round(baseline + LINE * (index + 1))}">${escaped(line)}</text>`,
    ),
    '</g>',
  ].join('');
}

export function drawSign(kind: Kind, x: number, y: number): string {
  return `<path class="sign" transform="translate(${round(x)} ${round(y)})" d="${SIGNS[kind]}"/>`;
}
