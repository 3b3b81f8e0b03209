import type { Request, Response } from 'express';

/** One resource that can be read. */
export interface Route {
  /** In the syntax of Express. */
  readonly path: string;
  /** Sends the answer, or throws a `ProblemError`. */
  readonly get: (request: Request, response: Response) => Promise<void> | void;
}
