import { createHash } from 'node:crypto';
import { sendAnswerTo } from '../conditional.ts';
import type { Document } from '../openapi/document.ts';
import type { Route } from './route.ts';

/** The contract of this server, for programs. It stays as it is while the process runs. */
export function openApiRoutes(document: Document): Route[] {
  const revision = createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 16);
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
