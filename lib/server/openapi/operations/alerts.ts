import { refTo } from '../components.ts';
import { type Body, json, type Operation } from '../operation.ts';
import { alertId, choice, cursor, institution, limit, query, type Vocabulary } from '../parameters.ts';

const ALERT = '/v1/alerts/{alertId}';

const optional = (description: string, component: string): Body => ({
  description,
  required: false,
  content: json(component),
});

export function alertOperations({ providerNames, stages }: Vocabulary): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/alerts',
      id: 'listAlerts',
      tag: 'Alerts',
      summary: 'Who is stuck, and who was told',
      scope: 'read',
      parameters: [
        query(
          'status',
          '`closed`: over, or an ending; `dead`: a sink was given up.',
          choice(['open', 'closed', 'dead'], 'open'),
        ),
        query('effect', 'What it is about.', refTo('Effect')),
        query('provider', 'Whose customers.', choice(providerNames)),
        query('stage', 'The stage it came true in.', choice(stages)),
        institution,
        limit('alerts'),
        cursor,
      ],
      answers: { 200: { description: 'A page of alerts.', content: json('AlertList') } },
    },
    {
      method: 'get',
      path: ALERT,
      id: 'getAlert',
      tag: 'Alerts',
      summary: 'One alert',
      scope: 'read',
      parameters: [alertId],
      answers: { 200: { description: 'The alert.', content: json('AlertView') } },
      problems: ['alert-not-found'],
    },
    {
      method: 'post',
      path: `${ALERT}/acknowledge`,
      id: 'acknowledgeAlert',
      tag: 'Alerts',
      summary: 'Silence an alert',
      description: 'It is not told any more until the session is in its next stage, except that it is over.',
      scope: 'admin',
      parameters: [alertId],
      body: optional('Who does it.', 'AcknowledgeBody'),
      answers: {
        200: {
          description: 'The alert as it is now. Whoever acknowledged it first stays.',
          content: json('AlertView'),
        },
      },
      problems: ['alert-not-found', 'alert-resolved'],
    },
    {
      method: 'post',
      path: `${ALERT}/resend`,
      id: 'resendAlert',
      tag: 'Alerts',
      summary: 'Tell the newest of an alert once more',
      scope: 'admin',
      parameters: [alertId],
      body: optional('Whom.', 'ResendBody'),
      answers: {
        202: { description: 'The alert; it is told within moments.', content: json('AlertView') },
      },
      problems: ['alert-not-found', 'unknown-sink'],
    },
  ];
}
