import type { Request, Response } from 'express';

/** Sends the answer, or throws a `ProblemError`. */
export type Handler = (request: Request, response: Response) => Promise<void> | void;

/** One resource: what can be read of it, and what can be done to it. */
export interface Route {
  /** In the syntax of Express. */
  readonly path: string;
  readonly get?: Handler;
  readonly post?: Handler;
}
