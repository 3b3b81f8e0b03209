import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Works in Express 4 and 5, in Connect, and as a plain function: `next` is called for what is not answered here, with an
 * error where the program failed.
 */
export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;
