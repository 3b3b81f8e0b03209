import { read } from '../docs/pages.ts';

/** A block of code of a document, as a file that can be run. */
export interface Block {
  readonly page: string;
  /** The heading above it. */
  readonly section: string;
  /** The name that its first line gives it, by which blocks below import it; or one that tells where it stands. */
  readonly file: string;
  readonly code: string;
  /** `listener`: a program that goes on until its section ends, so that the blocks below can talk to it. */
  readonly kind: 'mocha' | 'vitest' | 'program' | 'listener';
}

const PAGES = { readme: 'README.md', testing: 'docs/testing.md', embedding: 'docs/embedding.md' };
/** TypeScript is an ES module, JavaScript stands for what it is to write CommonJS. */
const EXTENSIONS = new Map([
  ['ts', 'ts'],
  ['js', 'cjs'],
]);

/** Each block of TypeScript and JavaScript in the documents for developers, in order. */
export const blocks: readonly Block[] = Object.entries(PAGES).flatMap(([page, path]) => blocksOf(page, path));

/** The programs by the section they stand in. */
export const sections: ReadonlyMap<string, readonly Block[]> = sectionsOf(
  blocks.filter(({ kind }) => kind === 'program' || kind === 'listener'),
);

function sectionsOf(programs: readonly Block[]): Map<string, Block[]> {
  const found = new Map<string, Block[]>();
  for (const block of programs) {
    const name = `${block.page}, ${block.section}`;
    found.set(name, [...(found.get(name) ?? []), block]);
  }
  return found;
}

function blocksOf(page: string, path: string): Block[] {
  const text = read(path);
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: language, 2: code, index }) => {
    const extension = EXTENSIONS.get(language!);
    if (extension === undefined) throw new Error(`${path} has a block of ${language}, which nobody runs`);
    const before = text.slice(0, index);
    const kind = kindOf(code!);
    const line = `line-${before.split('\n').length + 1}`;
    const [, named] = /^\/\/ ([\w-]+\.ts)\n/.exec(code!) ?? [];
    const file = named ?? `${kind === 'vitest' ? `${line}.test` : line}.${extension}`;
    const section = [...before.matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? '';
    return { page, section, file, code: code!, kind };
  });
}

function kindOf(code: string): Block['kind'] {
  if (code.includes("from 'vitest'")) return 'vitest';
  if (/^(describe|it)\(|^describeStoreContract\(/m.test(code)) return 'mocha';
  return code.includes('.listen(process.env') ? 'listener' : 'program';
}

/** What a block says that it prints: the comments behind its calls of `console.log`. */
export function printedBy(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\);? +\/\/ (.+)$/gm)].map(([, text = '']) => text);
}
