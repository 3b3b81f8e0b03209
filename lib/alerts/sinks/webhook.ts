import { defined } from '../../fold/defined.ts';
import type { Alert } from '../alert.ts';
import type { SinkConfig } from '../config.ts';
import type { Notice } from '../notice.ts';
import { createHttpSink, type HttpSinkOptions } from './http-sink.ts';
import { nameOf } from './name.ts';
import { parseSecrets, signatures } from './signature.ts';
import type { Sink } from './sink.ts';
import { isoTime } from './text.ts';

type WebhookSinkConfig = Extract<SinkConfig, { readonly type: 'webhook' }>;

/**
 * A receiver of one's own: CloudEvents 1.0, signed as Standard Webhooks asks for. Throws `ConfigurationError` for a
 * secret or a URL that cannot be used.
 */
export function createWebhookSink(config: WebhookSinkConfig, options: HttpSinkOptions = {}): Sink {
  const { now = Date.now } = options;
  const keys = parseSecrets(config.secret, nameOf(config));
  const dialect = {
    url: config.url,
    contentType: 'application/cloudevents+json; charset=utf-8',
    compose: cloudEvent,
    headers: ({ id }: Notice, body: string) => {
      const timestamp = Math.floor(now() / 1_000);
      return {
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatures({ id, timestamp, body }, keys),
      };
    },
  };
  return createHttpSink(config, dialect, options);
}

function cloudEvent(notice: Notice): object {
  const { id, provider, at, alert } = notice;
  return defined({
    specversion: '1.0',
    id,
    source: `urn:connect-tracker:${provider}`,
    type: typeOf(notice),
    subject: alert.sessionId ?? alert.institutionId,
    time: isoTime(at),
    datacontenttype: 'application/json',
    data: dataOf(notice),
  });
}

function typeOf({ kind, alert: { effect, resolved } }: Notice): string {
  const recovered = effect === 'sessionStuck' && kind === 'resolved' && resolved?.reason === 'recovered';
  return recovered ? 'connect-tracker.sessionRecovered' : `connect-tracker.${effect}.${kind}`;
}

function dataOf({ kind, provider, customerId, severity, summary, details, link, alert }: Notice): object {
  const { id, effect, sessionId, stage, since, waitingOn, institutionId, customers, sessionIds } = alert;
  return defined({
    alertId: id,
    effect,
    status: kind,
    provider,
    customerId,
    sessionId,
    stage,
    since: since === undefined ? undefined : isoTime(since),
    waitingOn,
    institutionId,
    customers,
    sessionIds,
    raisedAt: isoTime(alert.raisedAt),
    resolution: kind === 'resolved' ? resolutionOf(alert) : undefined,
    // Closed here, though the session is still stuck: the alert of its institution tells on.
    groupedInto: kind === 'resolved' ? alert.group : undefined,
    severity,
    summary,
    details,
    link,
  });
}

function resolutionOf({ resolved }: Alert): object | undefined {
  return resolved && defined({ reason: resolved.reason, by: resolved.by });
}
