import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request at the path of a route, and what its path names. */
export type RoutedRequest = IncomingMessage & {
  readonly params: Readonly<Record<string, string | readonly string[]>>;
};

/** Sends the answer, or throws a `ProblemError`. */
export type Handler = (request: RoutedRequest, response: ServerResponse) => Promise<void> | void;

/** One resource: what can be read of it, and what can be done to it. */
export interface Route {
  /** In the syntax of Express. */
  readonly path: string;
  readonly get?: Handler;
  readonly post?: Handler;
  readonly delete?: Handler;
  /** Who may: everybody, or whoever has that scope. Default: `read` for GET, `admin` for the others. */
  readonly scope?: 'read' | 'admin' | 'public';
  /** While the store is away, whoever had a key when it was read last may ask: for what tells of the outage, and of no customer. */
  readonly duringOutage?: true;
}
