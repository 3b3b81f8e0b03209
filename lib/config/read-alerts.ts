import schema from '../../schemas/config.json' with { type: 'json' };
import type { AlertsConfig, InstitutionTroubleRule, SinkConfig } from '../alerts/config.ts';
import { parseDuration } from '../duration.ts';
import { ConfigurationError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import { type Layer, placeOf } from './layer.ts';
import type { WrittenAlerts, WrittenSink, WrittenTrouble } from './written.ts';

const { sinks: sinksPart, institutionTrouble: troublePart } = schema.properties.alerts.properties;
const DEFAULT_SINKS = sinksPart.default as readonly WrittenSink[];

/**
 * The alerts of one source once they are checked, completed with their defaults. Throws `ConfigurationError` when two
 * sinks have one name.
 */
export function readAlerts(written: WrittenAlerts, layer: Layer): AlertsConfig {
  const { sinks = DEFAULT_SINKS, institutionTrouble = {}, link } = written;
  assertNamesDiffer(sinks, layer);
  return {
    sinks: sinks.map(readSink),
    institutionTrouble: institutionTrouble && readTrouble(institutionTrouble),
    ...defined({ link }),
  };
}

function readTrouble(written: WrittenTrouble): InstitutionTroubleRule {
  const { customers, within } = { ...troublePart.default, ...written };
  return { customers, within: parseDuration(within)! };
}

function readSink({ timeout, giveUpAfter, ...sink }: WrittenSink): SinkConfig {
  const durations = Object.entries(defined({ timeout, giveUpAfter }));
  const ms = Object.fromEntries(durations.map(([name, text]) => [name, parseDuration(text)]));
  return { ...sink, ...ms } as SinkConfig;
}

/** Deliveries are kept by the name of their sink. */
function assertNamesDiffer(sinks: readonly WrittenSink[], layer: Layer): void {
  const names = sinks.map(({ name, type }) => name ?? type);
  const second = names.findIndex((name, at) => names.indexOf(name) < at);
  if (second < 0) return;
  const place = placeOf(layer, ['alerts', 'sinks', String(second), 'name']);
  throw new ConfigurationError(
    `${place}: expected a name that no other sink has; a sink without one is called after its type.`,
  );
}
