import { json } from './operation.ts';

const header = (name: string, description: string, pattern: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string', pattern },
});

/** What a webhook of the settings is sent: CloudEvents 1.0, signed as Standard Webhooks asks for. */
export const webhooks = {
  alertNotice: {
    post: {
      operationId: 'alertNotice',
      tags: ['Alerts'],
      summary: 'An alert was raised, acknowledged or resolved',
      description:
        'Sent to each webhook of the settings, one notice of an alert after the other. Whatever fails is tried again ' +
        'for a day, with the same id.',
      parameters: [
        header('webhook-id', 'The id of the notice, the same in every attempt.', '^[A-Za-z0-9_-]+$'),
        header('webhook-timestamp', 'When it is sent, in seconds since the epoch.', '^[0-9]+$'),
        header(
          'webhook-signature',
          'For each secret of the settings `v1,` and the base64 of the HMAC-SHA256 of `{id}.{timestamp}.{body}`, with blanks between.',
          '^v1,[A-Za-z0-9+/=]+( v1,[A-Za-z0-9+/=]+)*$',
        ),
      ],
      requestBody: {
        description: 'The notice.',
        required: true,
        content: json('NoticeEvent', 'application/cloudevents+json'),
      },
      responses: {
        '2XX': { description: 'It has been taken.' },
        410: { description: 'Nothing is sent to this address any more.' },
        429: { description: 'It is sent again later, not before `Retry-After`.' },
        503: { description: 'It is sent again later, not before `Retry-After`.' },
        default: { description: 'It is sent again later. Redirects are not followed.' },
      },
      security: [],
    },
  },
} as const;
