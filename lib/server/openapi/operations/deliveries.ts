import { BODY_LIMIT } from '../../intake/delivery-body.ts';
import type { ProblemCode } from '../../problems-catalogue.ts';
import { deliverySchemas } from '../components.ts';
import { type Body, json, type Operation } from '../operation.ts';
import { inPath } from '../parameters.ts';

const key = inPath('sessionKey', 'Your own id of the session: 1 to 200 printable characters.', 'order-4711');
const token = inPath('token', 'One of YODLEE_TOKENS.', 'a-long-random-text');

const shared = {
  method: 'post',
  tag: 'Deliveries',
  scope: 'sender',
  ofServer: true,
  description:
    `Bodies are at most ${BODY_LIMIT / 1024} KiB of UTF-8, not compressed. What is authentic but cannot be used is answered 200 with ` +
    '`rejected`, since the vendor would send the same bytes again for three days; the codes of status 400 are ' +
    'answered where nothing proves who sends.',
  answers: { 200: { description: 'What became of it, once that is durable.', content: json('Received') } },
} as const;

const fromConnect: readonly ProblemCode[] = ['missing-signature', 'invalid-signature'];
const fromYodlee: readonly ProblemCode[] = ['invalid-token', 'address-not-allowed', 'provider-not-found'];

/** What the vendors post. */
export function deliveryOperations(): Operation[] {
  return [
    {
      ...shared,
      path: '/webhooks/connect',
      id: 'deliverConnect',
      summary: 'An event of Connect',
      body: bodyOf('connect'),
      problems: fromConnect,
    },
    {
      ...shared,
      path: '/webhooks/connect/{sessionKey}',
      id: 'deliverConnectWithKey',
      summary: 'An event of a session that you have named',
      parameters: [key],
      body: bodyOf('connect'),
      problems: fromConnect,
    },
    {
      ...shared,
      path: '/webhooks/yodlee',
      id: 'deliverYodlee',
      summary: 'An event of Yodlee, where no tokens are set',
      body: bodyOf('yodlee'),
      problems: fromYodlee,
    },
    {
      ...shared,
      path: '/webhooks/yodlee/{token}',
      id: 'deliverYodleeWithToken',
      summary: 'An event of Yodlee',
      parameters: [token],
      body: bodyOf('yodlee'),
      problems: fromYodlee,
    },
  ];
}

const examples = {
  connect: {
    customerId: '7001',
    eventType: 'mfa',
    eventId: '1772442000000-4455b708bc95f093278b0bfe',
    payload: { institutionId: '101732' },
  },
  yodlee: {
    event: {
      info: 'CDV_STATUS_UPDATES',
      notificationId: 'ZfpaVtg/eC0xpOyAxzphf7yZPbo=',
      notificationTime: '2026-03-02T09:00:00Z',
      loginName: 'user-1',
      data: { providerAccountId: 65747961, verificationId: 94272040, verificationStatus: 'INITIATED' },
    },
  },
};

/** A payload that breaks its schema is taken all the same, and marked: the last of the schemas fits all there are. */
function bodyOf(provider: 'connect' | 'yodlee'): Body {
  const schema = { anyOf: deliverySchemas(provider) };
  const content = { 'application/json': { schema, example: examples[provider] } };
  return { description: 'One event.', required: true, content };
}
