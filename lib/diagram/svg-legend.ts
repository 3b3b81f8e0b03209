import { drawSign, type Kind } from './svg-boxes.ts';

const KINDS: readonly (readonly [Kind, string])[] = [
  ['waiting', 'somebody is waited for'],
  ['failing', 'something has failed'],
  ['success', 'it has worked'],
  ['ended', 'over, as all with two borders'],
  ['group', 'any one of several stages'],
];

const NOTES = [
  'An arrow is an event that the stage expects; without a name it is the one that the stage it leads to is named after.',
  'An event that no arrow shows is followed too, and marked as unexpected. Not drawn: the timers that call a session',
  'stuck, and after a long silence abandoned.',
];

const COLUMN = 206;
const ROW = 28;
const NOTE = 15;
const MARGIN = 16;

/** What the signs mean, in as many columns as there is room for, and what is not drawn. */
export function drawLegend({ width, top }: { readonly width: number; readonly top: number }): string[] {
  const kinds = KINDS.map(([kind, meaning], index) => {
    const x = MARGIN + COLUMN * (index % columnsIn(width));
    const y = top + ROW * Math.floor(index / columnsIn(width));
    const box = `<rect x="${x}" y="${y}" width="20" height="20" rx="5"/>`;
    return `<g class="${kind}">${box}${drawSign(kind, x + 10, y + 10)}<text class="soft" x="${x + 27}" y="${y + 14}">${meaning}</text></g>`;
  });
  const notes = NOTES.map(
    (note, index) =>
      `<text class="soft" x="${MARGIN}" y="${top + rowsIn(width) * ROW + NOTE * (index + 1)}">${note}</text>`,
  );
  return [...kinds, ...notes];
}

export function legendHeight(width: number): number {
  return rowsIn(width) * ROW + NOTES.length * NOTE + MARGIN;
}

function columnsIn(width: number): number {
  return Math.max(1, Math.floor((width - MARGIN) / COLUMN));
}

function rowsIn(width: number): number {
  return Math.ceil(KINDS.length / columnsIn(width));
}
