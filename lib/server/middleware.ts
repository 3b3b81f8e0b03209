import type { IncomingMessage, ServerResponse } from 'node:http';

/** Hands a request on, or an error about it. */
export type Next = (error?: unknown) => void;

/** One step on the way of a request, as Express and Connect have it. */
export type Step = (request: IncomingMessage, response: ServerResponse, next: Next) => void | Promise<void>;

/** The same at the end of the way: without `next` it answers whatever comes. */
export type Listener = (request: IncomingMessage, response: ServerResponse, next?: Next) => void;

/** The headers of an answer before we add to them; gives back what takes ours out again. */
export function rememberHeaders(response: ServerResponse): () => void {
  const headers = response.getHeaders();
  return () => {
    for (const name of response.getHeaderNames())
      if (!Object.hasOwn(headers, name)) response.removeHeader(name);
    for (const [name, value] of Object.entries(headers))
      if (response.getHeader(name) !== value) response.setHeader(name, value!);
  };
}
