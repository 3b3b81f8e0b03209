import { type ContenderName, contenders } from '../contenders.ts';
import { toTable } from '../markdown.ts';
import type { Tally } from './correctness.ts';

/** A table with a line for each case: of each contender the sessions that ended right, events lost, duplicates. */
export function toMarkdown(tallies: readonly Tally[]): string {
  const names = [...new Set(tallies.map(({ contender }) => contender))];
  const titles = [...new Set(tallies.map((tally) => tally.case))];
  const cell = (title: string, name: ContenderName) => {
    const found = tallies.find((tally) => tally.case === title && tally.contender === name);
    return found === undefined ? '' : describe(found);
  };
  return toTable([
    ['what happens', ...names.map((name) => contenders[name].title)],
    ...titles.map((title) => [title, ...names.map((name) => cell(title, name))]),
  ]);
}

function describe({ sessions, right, lost, duplicates }: Tally): string {
  const share = `${Number(((right / sessions) * 100).toFixed(1))} % right`;
  return [
    share,
    ...(lost > 0 ? [`${lost.toLocaleString('en')} lost`] : []),
    ...(duplicates > 0 ? [`${duplicates.toLocaleString('en')} twice`] : []),
  ].join(', ');
}
