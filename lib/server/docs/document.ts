/** What the page reads of an OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths?: Members<PathItem>;
  readonly webhooks?: Members<PathItem>;
  readonly security?: readonly Security[];
  readonly components?: {
    readonly schemas?: Members<Schema>;
    readonly responses?: Members<Answer>;
    readonly parameters?: Members<Parameter>;
    readonly headers?: Members<Header>;
    readonly requestBodies?: Members<Body>;
    readonly securitySchemes?: Members<SecurityScheme>;
  };
}

export type Members<T> = { readonly [name: string]: T };
export type Security = Members<readonly string[]>;
export type PathItem = Members<unknown> & { readonly parameters?: readonly Parameter[] };

export interface SecurityScheme {
  readonly type?: string;
  /** Of a key in a header. */
  readonly name?: string;
}

export interface Referable {
  readonly $ref?: string;
  readonly description?: string;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Body;
  readonly responses?: Members<Answer>;
  readonly security?: readonly Security[];
}

export interface Parameter extends Referable {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface Header extends Referable {
  readonly schema?: Schema;
}

export interface Body extends Referable {
  readonly required?: boolean;
  readonly content?: Members<Media>;
}

export interface Answer extends Referable {
  readonly headers?: Members<Header>;
  readonly content?: Members<Media>;
}

export interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Members<{ readonly value?: unknown }>;
}

export interface Schema extends Referable {
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Members<Schema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly contentSchema?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** One thing that can be asked, or that is sent. */
export interface Listed {
  /** In capitals. */
  readonly method: string;
  /** The path, or the name of a webhook. */
  readonly path: string;
  readonly operation: Operation;
  /** Those of the path, then its own. */
  readonly parameters: readonly Parameter[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function listOperations(items: Members<PathItem> = {}): Listed[] {
  return Object.entries(items).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const operation = item[method] as Operation;
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return { method: method.toUpperCase(), path, operation, parameters };
    }),
  );
}

/**
 * What a reference into the document's components stands for; what is said beside it goes before. Throws where it
 * leads nowhere.
 */
export function resolve<T extends Referable>(document: OpenApiDocument, value: T): T {
  const { $ref, ...beside } = value;
  if ($ref === undefined) return value;
  const target = pointedTo(document, $ref);
  if (target === undefined) throw new Error(`the OpenAPI document has nothing at ${$ref}`);
  return { ...resolve(document, target as T), ...beside } as T;
}

function pointedTo(document: OpenApiDocument, $ref: string): unknown {
  const keys = $ref.split('/').slice(1);
  const unescaped = keys.map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
  return unescaped.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    document,
  );
}
