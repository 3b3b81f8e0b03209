import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

/** `schemas/` lies beside `lib/` in the source tree, and beside `lib/` in the build. */
const root = new URL('../../schemas/', import.meta.url);

/**
 * Made for bodies from outside: it stops at the first violation, since collecting all of them lets one body cost
 * seconds; it converts nothing; a field inherited from `Object.prototype` counts as absent.
 */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, ownProperties: true });
const loaded = new Set<string>();

/**
 * What is wrong with a body, as places and rules: `/payload/code must be integer,string`. Values never occur in it.
 * An empty list: the body keeps to the schema. `schemaId` is the path below `schemas/`, such as `connect/added.json`.
 * Throws if there is no such schema.
 */
export function violations(schemaId: string, body: unknown): readonly string[] {
  const validate = validatorOf(schemaId);
  return validate(body) ? [] : (validate.errors ?? []).map(sentenceOf);
}

/** Ajv compiles a schema when it is first asked for, and keeps it. */
function validatorOf(schemaId: string): ValidateFunction {
  const folder = schemaId.slice(0, schemaId.indexOf('/') + 1);
  if (!loaded.has(folder)) load(folder);
  const validate = ajv.getSchema(schemaId);
  if (validate === undefined) throw new Error(`there is no schema ${schemaId}`);
  return validate;
}

function load(folder: string): void {
  const directory = new URL(folder, root);
  for (const file of readdirSync(directory)) {
    if (file.endsWith('.json')) ajv.addSchema(read(new URL(file, directory)));
  }
  loaded.add(folder);
}

function read(file: URL): AnySchemaObject {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Ajv's messages name properties of the schema and limits; what they are about is told by the place alone. */
function sentenceOf({ instancePath, message = 'is not allowed' }: ErrorObject): string {
  return `${instancePath || 'the body'} ${message}`;
}
