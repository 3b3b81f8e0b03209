import type { OpenApiDocument } from '../../../../lib/server/docs/document.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** One of everything that the page knows. */
export const smallDocument: OpenApiDocument = {
  info: { title: 'pets', version: '2.0.0', description: 'All about `pets`.' },
  tags: [{ name: 'Pets', description: 'Small and large.' }, { name: 'Unused' }],
  paths: {
    '/pets/{petId}': {
      parameters: [
        {
          name: 'petId',
          in: 'path',
          required: true,
          description: 'Which.',
          schema: ref('Id'),
          example: 'a/b',
        },
      ],
      get: {
        operationId: 'getPet',
        summary: 'One pet',
        tags: ['Pets'],
        parameters: [
          { name: 'on', in: 'query', required: true, schema: { type: 'string', examples: ['x y'] } },
        ],
        responses: {
          '200': {
            description: 'The pet.',
            headers: { ETag: { $ref: '#/components/headers/ETag' }, 'X-Own': { description: 'Its own.' } },
            content: { 'application/json': { schema: ref('Pet') } },
          },
          '404': {
            description: 'None.',
            content: {
              'application/problem+json': {
                schema: {
                  allOf: [ref('Problem'), { properties: { code: { enum: ['no-pet', 'lost-pet'] } } }],
                },
              },
            },
          },
        },
        security: [{ key: ['read'] }],
      },
      post: {
        summary: 'Feed it',
        requestBody: {
          content: { 'application/json': { schema: ref('Food'), example: { name: "dog's dinner" } } },
        },
        responses: { '204': { description: 'Fed.' } },
        security: [{ signature: [] }, {}],
      },
    },
    '/news': {
      get: {
        operationId: 'followNews',
        summary: 'News',
        tags: ['Pets'],
        responses: {
          '200': {
            description: 'As it comes.',
            content: { 'text/event-stream': { schema: { type: 'string', contentSchema: ref('Pet') } } },
          },
          '503': {
            description: 'None now.',
            content: {
              'application/json': { schema: ref('Food') },
              'application/problem+json': { schema: { properties: { code: { const: 'no-news' } } } },
            },
          },
        },
        security: [],
      },
    },
  },
  webhooks: {
    petBorn: {
      post: {
        operationId: 'petBorn',
        summary: 'A pet was born',
        requestBody: { required: true, content: { 'application/json': { schema: ref('Animal') } } },
        responses: {
          default: { description: 'Again later.' },
          410: { description: 'No more.' },
          '2XX': { description: 'Taken.' },
        },
      },
    },
  },
  components: {
    headers: { ETag: { description: 'Changes with it.', schema: { type: 'string' } } },
    securitySchemes: { key: { type: 'http' }, signature: { type: 'apiKey', name: 'X-Signature' } },
    schemas: {
      Id: { description: 'An id.', type: 'string', minLength: 1, examples: ['7'] },
      Kind: { enum: ['cat', 'dog'] },
      Base: {
        type: 'object',
        properties: { id: ref('Id'), kind: { ...ref('Kind'), description: 'What it is.' } },
        required: ['id', 'kind'],
      },
      Pet: {
        description: 'A pet.',
        allOf: [ref('Base')],
        type: 'object',
        properties: {
          kind: { const: 'dog' },
          age: { description: 'In years.', type: 'integer', minimum: 1, maximum: 40, default: 2 },
          owner: {
            type: 'object',
            properties: {
              name: { type: 'string', pattern: '^[a-z]+$', minLength: 1, maxLength: 9 },
              pets: { type: 'array', items: ref('Pet') },
            },
            required: ['name'],
          },
          food: { type: 'array', items: { type: 'object', properties: { grams: { type: 'number' } } } },
          notes: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
        },
        required: ['age'],
      },
      Food: { type: 'object', properties: { name: { type: 'string' } } },
      Animal: { description: 'Any.', oneOf: [ref('Pet'), ref('Food')] },
      Problem: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
    },
  },
};
