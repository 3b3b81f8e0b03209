/**
 * The types of an entry as `require` gives it. They are those of the ES module, not copies: a program that uses both has one
 * of each. Types come by `export *`; values have to be declared one by one, since from there only types can be exported.
 */
export function commonJsTypes(name, declarations) {
  const source = `'./${name}.js' with { 'resolution-mode': 'import' }`;
  const types = new Set(
    Array.from(declarations.matchAll(/^export declare (?:interface|type) (\w+)/gm), ([, it]) => it),
  );
  const values = new Map();
  for (const [, doc = '', kind, value] of declarations.matchAll(VALUES)) {
    if (types.has(value)) throw new Error(`${value} is a type and a value: give one of them another name`);
    if (!values.has(value)) values.set(value, declarationOf(value, kind, doc));
  }
  return [
    `import type * as all from ${source};`,
    `export type * from ${source};`,
    ...values.values(),
    '',
  ].join('\n');
}

const VALUES =
  /^(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export declare (const|let|function|(?:abstract )?class|enum) (\w+)/gm;

function declarationOf(value, kind, doc) {
  const type = /class|enum/.test(kind) ? `\nexport type ${value} = all.${value};` : '';
  return `${doc}export declare const ${value}: typeof all.${value};${type}`;
}
