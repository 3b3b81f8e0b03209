import { revisionOfText, sendAnswerTo } from '../conditional.ts';
import { mountOf } from '../mount.ts';
import { type Document, servedUnder } from '../openapi/document.ts';
import type { Route } from './route.ts';

/** The contract of this server, for programs. It stays as it is while the process runs. */
export function openApiRoutes(document: Document): Route[] {
  const text = JSON.stringify(document);
  return [
    {
      path: '/openapi.json',
      scope: 'public',
      get(request, response) {
        const mount = mountOf(request);
        const revision = revisionOfText(text + mount);
        sendAnswerTo(request, response, { revision, view: () => servedUnder(mount, document) });
      },
    },
  ];
}
