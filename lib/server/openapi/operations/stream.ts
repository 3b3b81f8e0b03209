import { refTo } from '../components.ts';
import type { Operation, Parameter } from '../operation.ts';
import { provider, query, sessionFilters, type Vocabulary } from '../parameters.ts';

const position = { type: 'string', pattern: '^[0-9-]{1,60}$' };

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'Goes on behind this change; goes before `lastEventId`. Browsers send it by themselves.',
  schema: position,
};

const description = `Server-Sent Events, without end. The data of each is JSON:

- \`change\`: a ChangeView. With \`stage\` also changes that leave that stage.
- \`gap\`: a StreamGap. Changes may have been missed, since only the newest are kept: ask for what is so now.
- \`end\`: a StreamEnd. The server ends the stream, and says why; unless the key is the reason, come again with the last id.

Messages with an id alone, and comments, only keep the connection and the place in the stream.`;

export function streamOperations(vocabulary: Vocabulary): Operation[] {
  const { default: _, ...anyProvider } = provider(vocabulary).schema;
  return [
    {
      method: 'get',
      path: '/v1/stream',
      id: 'followChanges',
      tag: 'Changes',
      summary: 'What changes, as it changes',
      description,
      scope: 'read',
      parameters: [
        ...sessionFilters(vocabulary),
        query('customerId', 'One customer alone.', { type: 'string', minLength: 1, maxLength: 200 }),
        query('provider', 'Customers of one provider alone.', anyProvider),
        query('lastEventId', 'Goes on behind this change. Default: with what changes from now on.', position),
        lastEventId,
      ],
      answers: {
        200: {
          description: 'The changes.',
          content: {
            'text/event-stream': { schema: { type: 'string', contentSchema: refTo('ChangeView') } },
          },
        },
      },
      problems: ['too-many-streams'],
    },
  ];
}
