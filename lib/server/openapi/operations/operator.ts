import { type Content, json, type Operation, revised, text } from '../operation.ts';
import { limit, revision } from '../parameters.ts';

const parts = ['info', 'paths', 'components'];
const document: Content = {
  'application/json': {
    schema: {
      type: 'object',
      properties: {
        openapi: { type: 'string', pattern: '^3\\.1\\.' },
        ...Object.fromEntries(parts.map((name) => [name, { type: 'object' }])),
      },
      required: ['openapi', ...parts],
    },
  },
};

/** What those need who run the server. */
export function operatorOperations(): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/rejected',
      id: 'listRejected',
      tag: 'Operation',
      summary: 'Deliveries that could not be used',
      scope: 'read',
      parameters: [limit('deliveries')],
      answers: {
        200: { description: 'Those, and counts of all deliveries.', content: json('RejectedList') },
      },
    },
    {
      method: 'get',
      path: '/livez',
      id: 'isLive',
      tag: 'Operation',
      summary: 'Whether the process runs',
      ofServer: true,
      scope: 'public',
      answers: { 200: { description: 'It does.', content: json('Live') } },
    },
    {
      method: 'get',
      path: '/readyz',
      id: 'isReady',
      tag: 'Operation',
      summary: 'Whether deliveries can be taken',
      ofServer: true,
      scope: 'public',
      answers: {
        200: { description: 'They can.', content: json('Ready') },
        503: { description: 'They cannot: the store takes nothing.', content: json('Ready') },
      },
    },
    {
      method: 'get',
      path: '/metrics',
      id: 'getMetrics',
      tag: 'Operation',
      summary: 'Figures for Prometheus',
      ofServer: true,
      scope: 'read',
      ignoresQuery: true,
      answers: { 200: { description: 'The figures of this process.', content: text('text/plain') } },
    },
    {
      method: 'get',
      path: '/openapi.json',
      id: 'getContract',
      tag: 'Operation',
      summary: 'This document',
      scope: 'public',
      parameters: [revision],
      answers: revised('An OpenAPI 3.1 document.', document),
    },
    {
      method: 'get',
      path: '/docs',
      id: 'getDocs',
      tag: 'Operation',
      summary: 'This document as a page for people',
      scope: 'public',
      parameters: [revision],
      answers: revised('The page.', text('text/html')),
    },
    {
      method: 'get',
      path: '/docs/style.css',
      id: 'getDocsStyle',
      tag: 'Operation',
      summary: 'How that page looks',
      scope: 'public',
      parameters: [revision],
      answers: revised('The style sheet.', text('text/css')),
    },
  ];
}
