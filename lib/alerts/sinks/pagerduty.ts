import { defined } from '../../fold/defined.ts';
import type { NoticeKind } from '../alert.ts';
import type { SinkConfig } from '../config.ts';
import type { Notice } from '../notice.ts';
import { createHttpSink, type HttpSinkOptions } from './http-sink.ts';
import type { Sink } from './sink.ts';
import { cut, isoTime, onOneLine } from './text.ts';

type PagerDutySinkConfig = Extract<SinkConfig, { readonly type: 'pagerduty' }>;

const EVENTS_API = 'https://events.pagerduty.com/v2/enqueue';
const ACTION: Readonly<Record<NoticeKind, string>> = {
  raised: 'trigger',
  acknowledged: 'acknowledge',
  resolved: 'resolve',
};
/** Characters that the Events API takes. */
const LONGEST = { summary: 1_024, dedupKey: 255 };

/** PagerDuty's Events API v2. Throws `ConfigurationError` for a URL that cannot be used. */
export function createPagerDutySink(config: PagerDutySinkConfig, options: HttpSinkOptions = {}): Sink {
  const { routingKey, url = EVENTS_API } = config;
  const compose = (notice: Notice) => ({ routing_key: routingKey, ...eventOf(notice) });
  return createHttpSink(config, { url, final: [400], compose }, options);
}

function eventOf(notice: Notice): object {
  const { kind, alert, link } = notice;
  return defined({
    event_action: ACTION[kind],
    dedup_key: cut(alert.id, LONGEST.dedupKey),
    payload: payloadOf(notice),
    client: 'connect-tracker',
    client_url: link,
    links: link && [{ href: link, text: 'The alert in connect-tracker' }],
  });
}

function payloadOf({ kind, alert, at, provider, severity, summary, details }: Notice): object {
  const { effect, stage, since, waitingOn, sessionId, institutionId, customers, sessionIds, resolved } =
    alert;
  return defined({
    summary: cut(onOneLine(summary), LONGEST.summary),
    source: 'connect-tracker',
    severity,
    timestamp: isoTime(at),
    component: provider,
    group: institutionId,
    class: effect,
    custom_details: defined({
      stage,
      since: since === undefined ? undefined : isoTime(since),
      waiting_on: waitingOn,
      session_id: sessionId,
      institution_id: institutionId,
      customers,
      session_ids: sessionIds,
      resolution: kind === 'resolved' ? resolved?.reason : undefined,
      details: details.length > 0 ? details.join(' ') : undefined,
    }),
  });
}
