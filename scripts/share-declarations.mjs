/**
 * What several entries declare alike stands in one file that they refer to: the package is smaller, and a type is the same
 * one whichever entry it was imported from.
 */

/** @typedef {{ path: string, text: string }} Rollup as API Extractor writes it: blocks with an empty line between them */

/**
 * The rollups without what they share, and the file with that. `from(path)` is how an entry refers to the file.
 *
 * @param {Rollup[]} rollups
 */
export function shareDeclarations(rollups, from) {
  const parsed = rollups.map(parse);
  const shared = sharedNames(parsed);
  const taken = new Map();
  const imports = new Map();
  for (const { blocks, imported } of parsed)
    for (const [name, { code }] of blocks)
      if (shared.has(name)) {
        taken.set(name, code);
        for (const ref of wordsOf(code)) if (imported.has(ref)) imports.set(ref, imported.get(ref));
      }
  const exported = [...taken.values()].map((code) => code.replace(/^(?=declare )/gm, 'export '));
  return {
    shared: [...new Set(imports.values()), ...exported].join('\n\n'),
    rollups: parsed.map((rollup) => ({
      path: rollup.path,
      text: without(rollup, shared, from(rollup.path)),
    })),
  };
}

const IMPORT = /^import (?:type )?(?:\* as |\{ (?:\w+ as )?)?(\w+)(?: \})? from .*$/gm;
const DECLARED = /^(export )?declare (?:abstract )?(?:const|function|class|interface|type) (\w+)/m;

function parse({ path, text }) {
  const blocks = new Map();
  const imported = new Map();
  const rest = [];
  for (const block of text.trim().split(/\n\n+/)) {
    const [, isExported, name] = DECLARED.exec(block) ?? [];
    for (const [line, local] of block.matchAll(IMPORT)) imported.set(local, line);
    if (name === undefined) rest.push(block);
    else {
      const code = block.replace(/^export (?=declare )/gm, '');
      const before = blocks.get(name);
      // Overloads are blocks of one name.
      blocks.set(name, {
        code: before ? `${before.code}\n\n${code}` : code,
        exported: isExported !== undefined,
      });
    }
  }
  return { path, blocks, imported, rest };
}

/** Names that two rollups or more declare, all alike, and that refer only to others such or to other packages. */
function sharedNames(parsed) {
  const declared = (name) => parsed.flatMap(({ blocks }) => blocks.get(name) ?? []);
  const alike = (values) => new Set(values).size === 1;
  const all = new Set(parsed.flatMap(({ blocks }) => [...blocks.keys()]));
  const shared = new Set(
    [...all].filter((name) => declared(name).length > 1 && alike(declared(name).map(({ code }) => code))),
  );
  const importsAlike = (ref) =>
    alike(parsed.flatMap(({ imported }) => imported.get(ref)?.replace('import type', 'import') ?? []));
  for (let before = -1; before !== shared.size; ) {
    before = shared.size;
    for (const name of shared) {
      const refs = wordsOf(declared(name)[0].code).filter((ref) => ref !== name);
      const isBound = (ref) => all.has(ref) && !shared.has(ref);
      const isForeign = (ref) => parsed.some(({ imported }) => imported.has(ref));
      if (refs.some((ref) => isBound(ref) || (isForeign(ref) && (all.has(ref) || !importsAlike(ref)))))
        shared.delete(name);
    }
  }
  return shared;
}

function without({ blocks, rest }, shared, source) {
  const own = [...blocks].filter(([name]) => !shared.has(name));
  const others = rest.filter((block) => !block.startsWith('import '));
  const used = new Set([...own.map(([, { code }]) => code), ...others].flatMap(wordsOf));
  const gone = [...blocks].filter(([name]) => shared.has(name));
  const names = (list) => list.map(([name]) => name).join(', ');
  const imported = gone.filter(([name]) => used.has(name));
  const exported = gone.filter(([, { exported }]) => exported);
  return [
    ...(imported.length > 0 ? [`import { ${names(imported)} } from '${source}';`] : []),
    ...(exported.length > 0 ? [`export { ${names(exported)} } from '${source}';`] : []),
    ...rest.map((block) => block.replace(IMPORT, (line, local) => (used.has(local) ? line : '')).trim()),
    ...own.map(([, { code, exported }]) => (exported ? code.replace(/^(?=declare )/gm, 'export ') : code)),
    '',
  ].join('\n\n');
}

/** Every word outside of comments and texts: more than what is referred to, never less. */
function wordsOf(code) {
  const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'|"[^"\n]*"/gm, ' ');
  return [...new Set(bare.match(/[A-Za-z_$][\w$]*/g) ?? [])];
}
