import { styleText } from 'node:util';
import type { ChangeView } from '../../tracker/views.ts';
import { customerOf } from '../table.ts';
import { printable, toSecond } from '../text.ts';

/** A change as one line: when, who, from where to where, by what, and what is odd about it. Times are in UTC. */
export function changeLine(change: ChangeView): string {
  const { at, from, stage, type, outcome } = change;
  const columns = [
    toSecond(at),
    printable(customerOf(change)).padEnd(12),
    printable(from === stage ? stage : `${from} -> ${stage}`).padEnd(36),
    printable(type).padEnd(20),
  ];
  const marks = [...oddities(change), ...(outcome === 'open' ? [] : [outcome])].join(', ');
  const colour = outcome === 'completed' ? 'green' : 'yellow';
  return `${columns.join('  ')}  ${marks === '' ? '' : styleText(colour, marks)}`.trimEnd();
}

function oddities({ stuck, outcome, late, expected }: ChangeView): string[] {
  return [
    stuck && outcome === 'open' ? 'stuck' : '',
    late ? 'late' : '',
    expected ? '' : 'unexpected',
  ].filter((mark) => mark !== '');
}
