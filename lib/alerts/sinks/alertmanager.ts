import { ConfigurationError } from '../../errors.ts';
import { defined } from '../../fold/defined.ts';
import type { SinkConfig } from '../config.ts';
import type { Notice } from '../notice.ts';
import { createHttpSink, type HttpSinkOptions } from './http-sink.ts';
import { nameOf } from './name.ts';
import type { Sink } from './sink.ts';
import { isoTime } from './text.ts';

type AlertmanagerSinkConfig = Extract<SinkConfig, { readonly type: 'alertmanager' }>;

const REFRESH_EVERY = 5 * 60_000;
/** How long Alertmanager believes in an alert that it hears nothing more about: should this process die, it ends. */
const LIFETIME = 3 * REFRESH_EVERY;

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Labels that the alert itself gives; together they are its identity, so that no other may stand in their place. */
const OWN_LABELS = [
  'alertname',
  'severity',
  'provider',
  'stage',
  'institution_id',
  'session_id',
  'alert_id',
] as const;

/** Alertmanager's API v2. Throws `ConfigurationError` for a URL or a label that cannot be used. */
export function createAlertmanagerSink(config: AlertmanagerSinkConfig, options: HttpSinkOptions = {}): Sink {
  const { url, labels = {} } = config;
  const { now = Date.now } = options;
  assertLabels(Object.keys(labels), nameOf(config));
  const compose = (notice: Notice) => [postableAlert(notice, labels, now())];
  return createHttpSink(config, { url: alertsOf(url), refreshEvery: REFRESH_EVERY, compose }, options);
}

function postableAlert(notice: Notice, labels: Readonly<Record<string, string>>, now: number): object {
  const { kind, alert, at, link } = notice;
  return defined({
    labels: filled({ ...labels, ...ownLabels(notice) }),
    annotations: annotationsOf(notice),
    startsAt: isoTime(alert.at),
    endsAt: isoTime(kind === 'raised' ? now + LIFETIME : Math.max(at, alert.at)),
    generatorURL: link,
  });
}

function ownLabels({
  alert,
  provider,
  severity,
}: Notice): Record<(typeof OWN_LABELS)[number], string | undefined> {
  const { id, effect, stage, institutionId, sessionId } = alert;
  return {
    alertname: `ConnectTracker${effect.charAt(0).toUpperCase()}${effect.slice(1)}`,
    severity,
    provider,
    stage,
    institution_id: institutionId,
    session_id: sessionId,
    alert_id: id,
  };
}

function annotationsOf({ alert, summary, details }: Notice): object {
  const { waitingOn, since, customers } = alert;
  return filled({
    summary,
    description: details.join(' '),
    waiting_on: waitingOn,
    since: since === undefined ? undefined : isoTime(since),
    customers: customers?.toString(),
  });
}

/** Alertmanager takes an empty label for an absent one. */
function filled(labels: Readonly<Record<string, string | undefined>>): object {
  return defined(Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, text || undefined])));
}

function assertLabels(names: readonly string[], sink: string): void {
  const reserved = new Set<string>(OWN_LABELS);
  for (const name of names) {
    if (!LABEL.test(name)) {
      throw new ConfigurationError(
        `A label of the sink "${sink}" has a name that is not letters, digits and underscores, beginning with no digit.`,
      );
    }
    if (reserved.has(name)) {
      throw new ConfigurationError(
        `The label ${name} of the sink "${sink}" is given by the alert: choose another name.`,
      );
    }
  }
}

/** A text that is no URL is left as it is, to be refused with the others. */
function alertsOf(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, '')}/api/v2/alerts`;
  return url.href;
}
