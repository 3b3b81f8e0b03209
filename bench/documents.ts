/**
 * Puts the figures of the last run that is kept where documents show them: between `<!-- bench:<block> -->` and
 * `<!-- /bench -->`. `npm run bench` does it at its end, `npm run bench documents` at any time.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { toMarkdown } from './correctness/markdown.ts';
import { goalsTable } from './goals.ts';
import { intakeTable } from './intake/report.ts';
import { median } from './measure.ts';
import type { Results } from './results.ts';

/** From the root. */
export const DOCUMENTS = ['README.md', 'docs/benchmarks.md'] as const;

const root = new URL('../', import.meta.url);

const blocks: Readonly<Record<string, (results: Results) => string>> = {
  correctness: ({ correctness }) => toMarkdown(correctness),
  intake: ({ intake }) => intakeTable(intake.samples),
  goals: ({ goals }) => goalsTable(goals),
  speed,
  run: ({ at, machine: { cores, node } }) => `Of ${at.slice(0, 10)}, on ${cores} cores, with Node ${node}.`,
};

const BLOCK = /(<!-- bench:(\w+) -->\n)[\s\S]*?(<!-- \/bench -->)/g;

/** The text with the figures of these results in its blocks. Throws where a block has a name that none has. */
export function withFigures(text: string, results: Results): string {
  return text.replace(BLOCK, (_, begin: string, name: string, end: string) => {
    const block = blocks[name];
    if (block === undefined) throw new Error(`no block of figures is called ${name}`);
    return `${begin}${block(results)}\n${end}`;
  });
}

export async function updateDocuments(results: Results): Promise<void> {
  for (const document of DOCUMENTS) {
    const file = new URL(document, root);
    await writeFile(file, withFigures(await readFile(file, 'utf8'), results));
  }
}

function speed({ intake: { samples } }: Results): string {
  const { redisSigned: ours = [], embeddedSigned: embedded = [], plain = [] } = samples;
  const rate = (own: readonly { readonly rate: number }[]) =>
    (Math.round(median(own.map((sample) => sample.rate)) / 100) * 100).toLocaleString('en');
  return `One process takes ${rate(ours)} signed deliveries a second on Redis and ${rate(embedded)} on the embedded store, beside what sends them and Redis on two cores; the plain handler, unsigned, takes ${rate(plain)}.`;
}
