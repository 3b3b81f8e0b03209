import { json, type Operation, revised } from '../operation.ts';
import { at, cursor, limit, revision, sessionFilters, sessionId, type Vocabulary } from '../parameters.ts';

export function sessionOperations(vocabulary: Vocabulary): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/sessions',
      id: 'listSessions',
      tag: 'Sessions',
      summary: 'Sessions by where they are',
      description: 'Those first that have been in their stage longest.',
      scope: 'read',
      parameters: [...sessionFilters(vocabulary), limit('sessions'), cursor],
      answers: { 200: { description: 'A page of sessions.', content: json('SessionList') } },
    },
    {
      method: 'get',
      path: '/v1/sessions/{sessionId}',
      id: 'getSession',
      tag: 'Sessions',
      summary: 'One session with its timeline',
      scope: 'read',
      parameters: [sessionId, at, revision],
      answers: revised('The session.', json('SessionView')),
      problems: ['session-not-found'],
    },
  ];
}
