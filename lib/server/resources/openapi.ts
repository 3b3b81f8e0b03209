import { revisionOfText, sendAnswerTo } from '../conditional.ts';
import type { Document } from '../openapi/document.ts';
import type { Route } from './route.ts';

/** The contract of this server, for programs. It stays as it is while the process runs. */
export function openApiRoutes(document: Document): Route[] {
  const revision = revisionOfText(JSON.stringify(document));
  return [
    {
      path: '/openapi.json',
      scope: 'public',
      get(request, response) {
        sendAnswerTo(request, response, { revision, view: () => document });
      },
    },
  ];
}
