import { ConfigurationError } from '../../errors.ts';
import { defined } from '../../fold/defined.ts';
import type { SinkConfig } from '../config.ts';
import type { ConfiguredSink } from '../dispatcher.ts';
import { severityFor, wants } from '../routing.ts';
import { createAlertmanagerSink } from './alertmanager.ts';
import { TIMEOUT } from './http-sink.ts';
import { createLogSink, type NoticeLog } from './log.ts';
import { createPagerDutySink } from './pagerduty.ts';
import type { Sink } from './sink.ts';
import { createSlackSink } from './slack.ts';
import { createWebhookSink } from './webhook.ts';

const GIVE_UP_AFTER = 24 * 3_600_000;
/** In ms: how much longer than an attempt a lease lasts, for what is written before and after it. */
const MARGIN = 5_000;

/**
 * The sinks of a configuration, in its order. Throws `ConfigurationError`, which names the sink, for one that cannot
 * be made and for a name that occurs twice.
 */
export function createSinks(
  configs: readonly SinkConfig[],
  { log }: { readonly log: NoticeLog },
): readonly ConfiguredSink[] {
  const sinks = configs.map((config) => configured(createSink(config, log), config));
  const names = new Set<string>();
  for (const { name } of sinks) {
    if (names.has(name)) {
      throw new ConfigurationError(`Two sinks are called "${name}": give each a name of its own.`);
    }
    names.add(name);
  }
  return sinks;
}

function configured(sink: Sink, config: SinkConfig): ConfiguredSink {
  const { name, tellsAcknowledged, refreshEvery } = sink;
  const { timeout = TIMEOUT, giveUpAfter = GIVE_UP_AFTER } = config.type === 'log' ? {} : config;
  return {
    name,
    tellsAcknowledged,
    ...defined({ refreshEvery }),
    lease: timeout + MARGIN,
    giveUpAfter,
    wants: (alert) => wants(config, alert),
    severityOf: ({ effect }) => severityFor(config, effect),
    sink,
  };
}

function createSink(config: SinkConfig, log: NoticeLog): Sink {
  switch (config.type) {
    case 'log':
      return createLogSink(config, log);
    case 'webhook':
      return createWebhookSink(config);
    case 'slack':
      return createSlackSink(config);
    case 'pagerduty':
      return createPagerDutySink(config);
    case 'alertmanager':
      return createAlertmanagerSink(config);
  }
}
