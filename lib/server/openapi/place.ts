import type { Operation } from './operation.ts';

/**
 * What answers: a server; or a router in an app, where keys decide who may ask, or the app itself does.
 */
export type Place = 'server' | 'router-with-keys' | 'router-behind-app';

const about = `Where customers of a bank-connection flow are, how they got there, and who has to act.

All times are ISO 8601 in UTC, all durations are in milliseconds, and what does not apply is absent. Errors are problem documents (RFC 9457) with a code that does not change. `;

const methods =
  'a method that is not listed 405 `method-not-allowed`; HEAD is answered wherever GET is. Parameters that are not listed are refused.';

const served = `A path that is not listed here is answered 404 \`route-not-found\`, ${methods}`;
const mounted = `A path that is not listed here is left to the app that these are a part of, and so is what fails on our side; ${methods}`;

const keys =
  'As long as there is no API key, only the machine that the server runs on may ask; from the first key on everybody needs one.';

/** What the document says before all else. */
export const descriptions: Readonly<Record<Place, string>> = {
  server: `${about}${served}\n\n${keys}`,
  'router-with-keys': `${about}${mounted}\n\n${keys}`,
  'router-behind-app': `${about}${mounted}\n\nThe app decides who may ask.`,
};

/** The operations that are there. */
export function operationsAt(place: Place, operations: readonly Operation[]): Operation[] {
  if (place === 'server') return [...operations];
  const isLetIn = (scope: Operation['scope']) =>
    place === 'router-behind-app' && (scope === 'read' || scope === 'admin');
  return operations
    .filter(({ ofServer }) => !ofServer)
    .map((one) => ({ ...one, inApp: true, scope: isLetIn(one.scope) ? 'app' : one.scope }));
}
