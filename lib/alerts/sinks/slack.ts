import type { Alert } from '../alert.ts';
import type { SinkConfig } from '../config.ts';
import type { Notice, Severity } from '../notice.ts';
import { createHttpSink, type HttpSinkOptions } from './http-sink.ts';
import type { Sink } from './sink.ts';
import { cut, onOneLine } from './text.ts';

type SlackSinkConfig = Extract<SinkConfig, { readonly type: 'slack' }>;

/** Characters that a text of a message takes, counted after they are escaped. */
const LONGEST_TEXT = 3_000;
const SESSIONS_LISTED = 10;

/** Left free in a text for what stands around the escaped part. */
const DECORATION = 50;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const SIGN: Readonly<Record<Severity, string>> = {
  critical: ':rotating_light:',
  error: ':red_circle:',
  warning: ':warning:',
  info: ':information_source:',
};

/** An incoming webhook of Slack. Throws `ConfigurationError` for a URL that cannot be used. */
export function createSlackSink(config: SlackSinkConfig, options: HttpSinkOptions = {}): Sink {
  return createHttpSink(config, { url: config.url, compose: messageOf }, options);
}

function messageOf(notice: Notice): object {
  const { summary, details, link, alert } = notice;
  const texts = [
    `${signOf(notice)} *${escaped(onOneLine(summary), LONGEST_TEXT - DECORATION)}*`,
    escaped(details.map(onOneLine).join('\n'), LONGEST_TEXT),
    sessionsOf(alert),
    link === undefined ? '' : `<${escaped(link, LONGEST_TEXT - DECORATION)}|Read on>`,
  ];
  const sections = texts
    .filter((text) => text !== '')
    .map((text) => ({ type: 'section', text: mrkdwn(text) }));
  const context = { type: 'context', elements: [mrkdwn(placeOf(notice))] };
  return { text: escaped(onOneLine(summary), LONGEST_TEXT), blocks: [...sections, context] };
}

function signOf({ kind, severity }: Notice): string {
  switch (kind) {
    case 'raised':
      return SIGN[severity];
    case 'acknowledged':
      return ':eyes:';
    case 'resolved':
      return ':white_check_mark:';
  }
}

function sessionsOf({ sessionIds = [] }: Alert): string {
  if (sessionIds.length === 0) return '';
  const more = sessionIds.length - SESSIONS_LISTED;
  const listed = sessionIds.slice(0, SESSIONS_LISTED).map(onOneLine).join(', ');
  return escaped(`Sessions: ${listed}${more > 0 ? ` and ${more} more` : ''}`, LONGEST_TEXT);
}

function placeOf({ kind, severity, provider, alert }: Notice): string {
  const { id, stage, institutionId, sessionId } = alert;
  const words = [
    kind,
    severity,
    provider,
    stage,
    institutionId && `institution ${institutionId}`,
    sessionId && `session ${sessionId}`,
    `alert ${id}`,
  ];
  return escaped(onOneLine(words.filter((word) => word).join(' · ')), LONGEST_TEXT);
}

/** `verbatim`: Slack makes no links and mentions of what stands in the text. */
function mrkdwn(text: string): object {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Text that Slack shows as it is, at most `limit` characters once the three characters it wants escaped are. */
function escaped(text: string, limit: number): string {
  const whole = text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
  return whole.length <= limit ? whole : cut(whole, limit).replace(/&[a-z]{0,3}…$/, '…');
}
