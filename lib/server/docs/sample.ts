import { type Media, type OpenApiDocument, resolve, type Schema } from './document.ts';
import { membersOf, variantsOf } from './schema.ts';

/** An example of a body: the one that the document gives, or one put together from its schema. */
export function sampleOf(document: OpenApiDocument, { example, examples, schema }: Media): unknown {
  const [first] = Object.values(examples ?? {});
  return example ?? first?.value ?? (schema && valueFor(document, schema, []));
}

/** `inside` are the references that have been followed: what holds itself is left out the second time. */
function valueFor(document: OpenApiDocument, reference: Schema, inside: readonly string[]): unknown {
  const { $ref } = reference;
  if ($ref !== undefined && inside.includes($ref)) return undefined;
  const schema = resolve(document, reference);
  if (schema.const !== undefined) return schema.const;
  const [given] = [...(schema.examples ?? []), ...(schema.enum ?? [])];
  if (given !== undefined) return given;
  if (schema.default !== undefined) return schema.default;
  return composed(document, schema, $ref === undefined ? inside : [...inside, $ref]) ?? plainValue(schema);
}

/** Of parts; `undefined` where a schema has none. */
function composed(document: OpenApiDocument, schema: Schema, inside: readonly string[]): unknown {
  const valueOfPart = (part: Schema) => valueFor(document, part, inside);
  const members = membersOf(document, schema)
    .map((member) => [member.name, valueOfPart(member.schema)])
    .filter(([, value]) => value !== undefined);
  if (members.length > 0) return Object.fromEntries(members);
  const [variant] = variantsOf(document, schema);
  if (variant) return valueOfPart(variant);
  const { items, additionalProperties } = schema;
  if (items) return [valueOfPart(items)].filter((value) => value !== undefined);
  if (typeof additionalProperties !== 'object') return undefined;
  return { name: valueOfPart(additionalProperties) };
}

function plainValue({ type, format, minimum = 0 }: Schema): unknown {
  const [kind] = [type ?? []].flat();
  if (kind === 'integer' || kind === 'number') return Math.max(minimum, 0);
  if (kind === 'boolean') return false;
  if (kind === 'array') return [];
  if (kind === 'object') return {};
  return format === 'uri-reference' || format === 'uri' ? '/…' : '…';
}
