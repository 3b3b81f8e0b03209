import { readdirSync, readFileSync } from 'node:fs';
import { CONNECT_SCHEMAS, YODLEE_SCHEMAS } from '../../../schemas/types.ts';
import { isObject } from '../../providers/fields.ts';

/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** The folders of schemas/ whose files the document holds. */
const FOLDERS = ['api', 'connect', 'yodlee'] as const;

const root = new URL('../../../schemas/', import.meta.url);

interface SchemaFile {
  readonly folder: string;
  readonly name: string;
  readonly schema: Schema & { readonly title?: string; readonly $defs?: Readonly<Record<string, Schema>> };
}

/**
 * The schemas of schemas/ under their titles, with references among them as an OpenAPI document has them. What a file
 * defines for others becomes a component of its own, under the title of the file and its name: `ConnectEnvelopeId`.
 */
export function schemaComponents(): Record<string, Schema> {
  const components: Record<string, Schema> = {};
  for (const { folder, schema } of files()) {
    const { $schema: _dialect, $id: _id, $defs = {}, ...whole } = schema;
    if (schema.title !== undefined) components[schema.title] = rewritten(whole, folder);
    for (const [name, part] of Object.entries($defs))
      components[partName(schema.title, name)] = rewritten(part, folder);
  }
  return components;
}

/** A reference to a component, by its name. */
export function refTo(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schemas of all kinds of events of a provider, and that of what any delivery has, for kinds that are not known. */
export function deliverySchemas(folder: 'connect' | 'yodlee'): Schema[] {
  const kinds = folder === 'connect' ? CONNECT_SCHEMAS : YODLEE_SCHEMAS;
  return [...kinds, 'envelope'].map((kind) => refTo(componentOf(`${kind}.json`, folder)));
}

let read: readonly SchemaFile[] | undefined;

function files(): readonly SchemaFile[] {
  read ??= FOLDERS.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => ({
        folder,
        name: file,
        schema: JSON.parse(readFileSync(new URL(`${folder}/${file}`, root), 'utf8')),
      })),
  );
  return read;
}

function rewritten<T>(part: T, folder: string): T {
  if (Array.isArray(part)) return part.map((one) => rewritten(one, folder)) as T;
  if (!isObject(part)) return part;
  const entries = Object.entries(part).map(([name, value]) =>
    name === '$ref' && typeof value === 'string'
      ? [name, refTo(componentOf(value, folder))['$ref']]
      : [name, rewritten(value, folder)],
  );
  return Object.fromEntries(entries) as T;
}

/** The component that a reference leads to, which reads `file.json` or `file.json#/$defs/name`. */
function componentOf(ref: string, folder: string): string {
  const [name = '', part] = ref.split('#/$defs/');
  const file = files().find((one) => one.folder === folder && one.name === name);
  if (file === undefined) throw new TypeError(`schemas/${folder} refers to ${ref}, which is not there.`);
  return part === undefined ? (file.schema.title ?? name) : partName(file.schema.title, part);
}

function partName(title = '', name: string): string {
  return `${title}${name[0]!.toUpperCase()}${name.slice(1)}`;
}
