import { type OpenApiDocument, resolve, type Schema } from './document.ts';

/** A member of an object, and whether it is always there. */
export interface Member {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** The members of an object, those that it takes over with `allOf` first; none for what is no object. */
export function membersOf(document: OpenApiDocument, schema: Schema): Member[] {
  const { allOf = [], properties = {}, required = [] } = resolve(document, schema);
  const members = new Map<string, Member>();
  const add = (member: Member) => {
    const before = members.get(member.name);
    members.set(member.name, {
      ...member,
      // What narrows a member down leaves out what has been said of it.
      schema: before && !member.schema.$ref ? { ...before.schema, ...member.schema } : member.schema,
      required: member.required || before?.required === true,
    });
  };
  for (const part of allOf) for (const member of membersOf(document, part)) add(member);
  for (const [name, member] of Object.entries(properties)) add({ name, schema: member, required: false });
  return [...members.values()].map((member) => ({
    ...member,
    required: member.required || required.includes(member.name),
  }));
}

/** The name of the component that a schema refers to. */
export function componentOf({ $ref }: Schema): string | undefined {
  return $ref?.startsWith('#/components/schemas/') ? $ref.split('/')[3] : undefined;
}

/** Whether a component is worth a place of its own: an object, or a choice between several. What is simple is written where it is used. */
export function hasStructure(document: OpenApiDocument, schema: Schema): boolean {
  return membersOf(document, schema).length > 0 || variantsOf(document, schema).length > 0;
}

/** The schemas that a choice is between. */
export function variantsOf(document: OpenApiDocument, schema: Schema): readonly Schema[] {
  const { oneOf, anyOf } = resolve(document, schema);
  return oneOf ?? anyOf ?? [];
}

/** The kind of a simple value in a few words, e.g. `string, date-time`. */
export function kindOf({ type, format, const: constant, enum: choices, items }: Schema): string {
  if (constant !== undefined) return JSON.stringify(constant);
  const types = type === undefined ? [...new Set(choices?.map(typeOf))] : [type].flat();
  const named = types.length > 0 ? types.join(' or ') : items ? 'array' : 'any value';
  return format === undefined ? named : `${named}, ${format}`;
}

/** What a simple value is held to, each in a few words. */
export function limitsOf(schema: Schema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const notEmpty = minLength === 1 && maxLength === undefined;
  return [
    ...range(minimum, maximum, ''),
    ...(notEmpty ? ['not empty'] : range(minLength, maxLength, ' characters')),
    ...range(minItems, maxItems, ' items'),
  ];
}

function range(least: number | undefined, most: number | undefined, what: string): string[] {
  if (least !== undefined && most !== undefined) return [`${least} to ${most}${what}`];
  if (least !== undefined) return [`at least ${least}${what}`];
  return most === undefined ? [] : [`at most ${most}${what}`];
}

/** As JSON Schema calls it. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
