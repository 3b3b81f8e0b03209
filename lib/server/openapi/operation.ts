import type { ProblemCode } from '../problems-catalogue.ts';
import { refTo, type Schema } from './components.ts';

export type Tag =
  | 'Customers'
  | 'Sessions'
  | 'Figures'
  | 'Changes'
  | 'Alerts'
  | 'Machines'
  | 'Deliveries'
  | 'Operation';

/** One method of one path, as the document tells of it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  /** With places in braces, e.g. `/v1/sessions/{sessionId}`. */
  readonly path: string;
  /** Unique; what generated clients call it. */
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** Who may ask: a key with this scope, whoever the app in front lets in, anybody, or who authenticates a delivery. */
  readonly scope: 'read' | 'admin' | 'app' | 'public' | 'sender';
  readonly parameters?: readonly Parameter[];
  readonly body?: Body;
  /** The answers that are no problems, by status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Problems besides those that every operation with such a scope, path and body can have. */
  readonly problems?: readonly ProblemCode[];
  /** Whether parameters that are not known are passed over. */
  readonly ignoresQuery?: true;
  /** Whether a server alone has it, and a router in an app has not. */
  readonly ofServer?: true;
  /** Whether a router in an app answers it: what fails on our side is then for the app to answer. */
  readonly inApp?: true;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly required?: true;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Body {
  readonly description: string;
  readonly required: boolean;
  readonly content: Content;
}

export interface Answer {
  readonly description: string;
  readonly content?: Content;
  /** Names of components of the document. */
  readonly headers?: readonly HeaderName[];
}

export type HeaderName =
  | 'X-Request-Id'
  | 'ETag'
  | 'Cache-Control'
  | 'Retry-After'
  | 'RateLimit'
  | 'RateLimit-Policy'
  | 'WWW-Authenticate';

/** By media type. */
export type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

/** A body of JSON that a component describes. */
export function json(component: string, mediaType = 'application/json'): Content {
  return { [mediaType]: { schema: refTo(component) } };
}

/** A body that is text for the receiver. */
export function text(mediaType: string): Content {
  return { [mediaType]: { schema: { type: 'string' } } };
}

/** The answers of what can be asked for again with `If-None-Match`. */
export function revised(description: string, content: Content): Record<number, Answer> {
  return {
    200: { description, content, headers: ['ETag', 'Cache-Control'] },
    304: { description: 'It has not changed.', headers: ['ETag', 'Cache-Control'] },
  };
}
