import type { IncomingMessage } from 'node:http';
import type { Step } from '../middleware.ts';
import { ProblemError } from '../problem.ts';
import { isCrossSite, isLocalRequest, namesThisMachine } from './exposure.ts';

/** As long as there are no API keys, being on this machine is what entitles to ask. */
export function assertLocal(request: IncomingMessage): void {
  if (!isLocalRequest(request)) {
    throw new ProblemError(
      'loopback-only',
      'The request does not come from the machine that the server runs on.',
    );
  }
  if (!namesThisMachine(request)) {
    throw new ProblemError('loopback-only', 'The header Host is not a name or address of loopback.');
  }
}

/** For what changes something: a page of another site must not make its reader's browser do it. */
export const sameSiteOnly: Step = (request, _response, next) => {
  if (!isCrossSite(request)) return next();
  throw new ProblemError(
    'cross-site-request',
    'The header Origin or Sec-Fetch-Site tells that a page of another site asks.',
  );
};
