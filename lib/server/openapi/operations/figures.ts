import { refTo } from '../components.ts';
import { json, type Operation } from '../operation.ts';
import { choice, institution, query, type Vocabulary } from '../parameters.ts';

export function figureOperations({ machines }: Vocabulary): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/stages',
      id: 'getStages',
      tag: 'Figures',
      summary: 'How many sessions are where',
      scope: 'read',
      answers: {
        200: { description: 'A count for each stage and each outcome.', content: json('StagesView') },
      },
    },
    {
      method: 'get',
      path: '/v1/funnel',
      id: 'getFunnel',
      tag: 'Figures',
      summary: 'How far sessions get',
      description: 'Of the sessions that began on these days (in UTC, both inclusive, at most 92).',
      scope: 'read',
      parameters: [
        query('from', 'The first day. Default: six days before `to`.', refTo('Day')),
        query('to', 'The last day. Default: today.', refTo('Day')),
        query('machine', 'The statechart.', choice(machines, 'connect')),
        { ...institution, description: 'One institution alone.' },
        query('connection', 'One way to sign in alone.', refTo('Connection')),
        query('by', 'Adds a group for each.', choice(['day', 'connection', 'institution'])),
      ],
      answers: { 200: { description: 'The funnel.', content: json('FunnelView') } },
    },
  ];
}
