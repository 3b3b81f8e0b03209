// Writes schemas/types.ts from the schemas of the webhooks; with --check it only says whether that is up to date.
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

async function generate() {
  const connect = await deliveries('connect', (properties) => properties.eventType);
  const yodlee = await deliveries('yodlee', (properties) => properties.event?.properties.info);
  const types = await compile(
    { title: 'WebhookBody', anyOf: [union('ConnectBody', connect), union('YodleeBody', yodlee)] },
    'WebhookBody',
    {
      cwd: fileURLToPath(root),
      bannerComment: banner,
      ignoreMinAndMaxItems: true,
      style: { singleQuote: true, printWidth: 110 },
    },
  );
  return (
    types +
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
