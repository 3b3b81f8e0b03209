import { json, type Operation, revised, text } from '../operation.ts';
import { choice, inPath, query, revision } from '../parameters.ts';

export function machineOperations(): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/machines',
      id: 'listMachines',
      tag: 'Machines',
      summary: 'The statecharts',
      scope: 'read',
      parameters: [revision],
      answers: revised('All of them.', json('MachineList')),
    },
    {
      method: 'get',
      path: '/v1/machines/{name}',
      id: 'getMachine',
      tag: 'Machines',
      summary: 'One statechart, as JSON or as a drawing',
      scope: 'read',
      parameters: [
        inPath('name', 'The name of a statechart.', 'connect'),
        query('format', 'How it is answered.', choice(['json', 'mermaid', 'svg'], 'json')),
        revision,
      ],
      answers: revised('The statechart.', {
        ...json('MachineView'),
        ...text('text/vnd.mermaid'),
        ...text('image/svg+xml'),
      }),
      problems: ['machine-not-found'],
    },
  ];
}
