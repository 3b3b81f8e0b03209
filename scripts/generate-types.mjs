// Writes schemas/types.ts from the schemas of the webhooks and of the API; with --check it only says whether that is up to date.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = new URL('../schemas/', import.meta.url);
const target = new URL('types.ts', root);
const banner = '// Generated from the schemas by scripts/generate-types.mjs; do not edit.';

/** The schemas of whole deliveries in a folder. Envelopes and parts are left out: they name no kind of event. */
async function deliveries(folder, kindOf) {
  const schemas = [];
  for (const file of (await readdir(new URL(`${folder}/`, root))).sort()) {
    const schema = JSON.parse(await readFile(new URL(`${folder}/${file}`, root), 'utf8'));
    if (kindOf(schema.properties)?.const !== undefined) {
      schemas.push({ name: file.replace('.json', ''), title: schema.title, ref: `${folder}/${file}` });
    }
  }
  return schemas;
}

/**
 * The schemas of the API in one, since the generator takes descriptions beside a reference to another file for those of
 * what is referred to. Files with a title are types; what the one without defines is written out where it is used.
 */
async function answers(folder) {
  const files = new Map();
  for (const file of (await readdir(new URL(`${folder}/`, root))).sort()) {
    const { $schema, $id, allOf, unevaluatedProperties, ...schema } = JSON.parse(
      await readFile(new URL(`${folder}/${file}`, root), 'utf8'),
    );
    files.set(file, allOf === undefined ? schema : { ...schema, extends: allOf });
  }
  const resolved = (part) => {
    if (Array.isArray(part)) return part.map(resolved);
    if (typeof part !== 'object' || part === null) return part;
    const { $ref, ...rest } = part;
    const members = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, resolved(value)]));
    if ($ref === undefined) return members;
    const [file, pointer] = $ref.split('#/$defs/');
    const { title, $defs } = files.get(file);
    return title === undefined ? { ...$defs[pointer], ...members } : { $ref: `#/$defs/${title}` };
  };
  const named = [...files.values()].filter(({ title }) => title !== undefined);
  return {
    title: 'ApiBody',
    anyOf: named.map(({ title }) => ({ $ref: `#/$defs/${title}` })),
    $defs: Object.fromEntries(named.map((schema) => [schema.title, resolved(schema)])),
  };
}

const union = (title, schemas) => ({ title, anyOf: schemas.map(({ ref }) => ({ $ref: ref })) });

/** The names of a folder's schemas as a value, and the type that each of them describes. */
const index = (folder, bodies, names, schemas) => `
/** Each schema of \`${folder}/\` by its name. */
export interface ${bodies} {
${schemas.map(({ name, title }) => `  ${name}: ${title};`).join('\n')}
}

/** The names of the schemas in \`${folder}/\`. */
export const ${names} = [
${schemas.map(({ name }) => `  '${name}',`).join('\n')}
] as const satisfies readonly (keyof ${bodies})[];
`;

const options = {
  cwd: fileURLToPath(root),
  ignoreMinAndMaxItems: true,
  style: { singleQuote: true, printWidth: 110 },
};

async function generate() {
  const connect = await deliveries('connect', (properties) => properties.eventType);
  const yodlee = await deliveries('yodlee', (properties) => properties.event?.properties.info);
  const types = await compile(
    { title: 'WebhookBody', anyOf: [union('ConnectBody', connect), union('YodleeBody', yodlee)] },
    'WebhookBody',
    { ...options, bannerComment: banner },
  );
  // Closed, where a schema with parts says so only of the whole.
  const apiTypes = await compile(await answers('api'), 'ApiBody', {
    ...options,
    bannerComment: '',
    additionalProperties: false,
  });
  return (
    types +
    apiTypes +
    index('connect', 'ConnectBodies', 'CONNECT_SCHEMAS', connect) +
    index('yodlee', 'YodleeBodies', 'YODLEE_SCHEMAS', yodlee)
  );
}

const types = await generate();
if (!process.argv.includes('--check')) {
  await writeFile(target, types);
} else if ((await readFile(target, 'utf8').catch(() => '')) !== types) {
  console.error('schemas/types.ts is out of step with the schemas; run: node scripts/generate-types.mjs');
  process.exitCode = 1;
}
