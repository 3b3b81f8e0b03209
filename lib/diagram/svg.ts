import type { AnyStateMachine } from 'xstate';
import { type Chart, toChart } from './chart.ts';
import { type Layout, layOut, type Place } from './layout.ts';
import { linesOf } from './lines.ts';
import { type Box, boxesOf, drawBox, sizeOf } from './svg-boxes.ts';
import { drawLegend, legendHeight } from './svg-legend.ts';
import { drawEvents, drawLine, drawStart, labelSize } from './svg-lines.ts';
import { STYLE } from './svg-style.ts';
import { escaped, round, widthOf, wrapped } from './svg-text.ts';

const HEADING_SIZE = 16;
const HEADING_LINE = 21;
const MARGIN = 16;
/** So that the legend can be read below the smallest machine. */
const LEAST_WIDTH = 640;

/**
 * The statechart of a flat machine as an SVG picture, drawn from the machine itself: what the Mermaid diagram of it shows,
 * but that arrows which lead back or to the stage itself are lines of text in its box. The picture needs nothing besides:
 * no script, no font, no other file.
 */
export function toSvg(machine: AnyStateMachine): string {
  const chart = toChart(machine);
  const boxes = boxesOf(chart);
  const layout = layOut(chart, { box: (name) => sizeOf(boxes.get(name) as Box), label: labelSize });
  const id = `chart-${machine.id.replace(/\W/g, '_')}`;
  const width = Math.ceil(Math.max(layout.width, LEAST_WIDTH));
  const heading = headingOf(chart.title, width);
  const top = MARGIN + HEADING_LINE * heading.length;
  const height = Math.ceil(top + layout.height + legendHeight(width));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="${id}-title">${escaped(chart.title)}</title>`,
    `<desc id="${id}-desc">${escaped(inWords(chart))}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="${id}-head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8Z"/></marker></defs>`,
    ...heading.map(
      (line, index) =>
        `<text class="heading" x="${MARGIN}" y="${MARGIN + HEADING_LINE * index + 12}">${escaped(line)}</text>`,
    ),
    `<g transform="translate(${round((width - layout.width) / 2)} ${top})">`,
    ...drawLayout(chart, boxes, layout, `${id}-head`),
    '</g>',
    ...drawLegend({ width, top: Math.ceil(top + layout.height) }),
    '</svg>',
    '',
  ].join('\n');
}

/** Lines first, so that boxes and names lie above them. */
function drawLayout(chart: Chart, boxes: ReadonlyMap<string, Box>, layout: Layout, head: string): string[] {
  return [
    ...chart.initial.map((name) => drawStart(layout.boxes.get(name) as Place, head)),
    ...[...linesOf(layout)].map(([arrow, line]) => drawLine(arrow, line, head)),
    ...[...layout.boxes].map(([name, place]) => drawBox(boxes.get(name) as Box, place)),
    ...[...layout.ways].map(([arrow, { label }]) => drawEvents(arrow, label)),
  ];
}

function headingOf(title: string, width: number): string[] {
  const characters = Math.floor((width - 2 * MARGIN) / widthOf(['m'], HEADING_SIZE));
  return wrapped(title.split(' '), characters, ' ');
}

/** For whoever hears the picture. */
function inWords({ initial, stages, groups, arrows }: Chart): string {
  const told = (from: string, what: string) => {
    const leads = arrows.filter((arrow) => arrow.from === from);
    const ways = leads.map(({ to, events }) => `${events.join(' or ')} leads to ${to}`);
    return `${what}${ways.length === 0 ? '' : `: ${ways.join(', ')}`}.`;
  };
  return [
    `Begins in ${initial.join(', ')}.`,
    ...stages.map(({ name, ends, waitingOn }) =>
      told(name, ends ? `${name}, the end` : `${name}, waiting for ${waitingOn}`),
    ),
    ...groups.map(({ id, tag, members }) => told(id, `Any ${tag} stage (${members.join(', ')})`)),
  ].join(' ');
}
