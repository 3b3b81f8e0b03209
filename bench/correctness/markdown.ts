import { type ContenderName, contenders } from '../contenders.ts';
import type { Tally } from './correctness.ts';

/** A table with a line for each case: of each contender the sessions that ended right, events lost, duplicates. */
export function toMarkdown(tallies: readonly Tally[]): string {
  const names = [...new Set(tallies.map(({ contender }) => contender))];
  const titles = [...new Set(tallies.map((tally) => tally.case))];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = (title: string, name: ContenderName) => {
    const found = tallies.find((tally) => tally.case === title && tally.contender === name);
    return found === undefined ? '' : describe(found);
  };
  return [
    line(['', ...names.map((name) => contenders[name].title)]),
    line(['---', ...names.map(() => '---')]),
    ...titles.map((title) => line([title, ...names.map((name) => cell(title, name))])),
  ].join('\n');
}

function describe({ sessions, right, lost, duplicates }: Tally): string {
  const share = `${Number(((right / sessions) * 100).toFixed(1))} % right`;
  return [
    share,
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(duplicates > 0 ? [`${duplicates} twice`] : []),
  ].join(', ');
}
