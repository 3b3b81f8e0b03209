import { availableParallelism } from 'node:os';
import { parseDeadlines } from '../deadlines/parse-deadlines.ts';
import { parseDuration } from '../duration.ts';
import { defined } from '../fold/defined.ts';
import type { Config } from './config.ts';
import type { Layer } from './layer.ts';
import { readAbandonAfter } from './read-abandon-after.ts';
import { readAlerts } from './read-alerts.ts';
import { followReferences } from './references.ts';
import { checkLayer } from './validate.ts';

/**
 * The settings of one source: checked as they are written, then what their texts stand for. Throws `ConfigurationError`
 * with the place of the first wrong one, and never with its value.
 */
export function readLayer(layer: Layer, env: Readonly<Record<string, string | undefined>>): Partial<Config> {
  const followed = followReferences(layer, checkLayer(layer), env);
  const { workers, stuckAfter, abandonAfter, retention, alerts, ...others } = checkLayer(followed);
  return {
    ...others,
    ...defined({
      workers: workers === 'auto' ? availableParallelism() : workers,
      stuckAfter: stuckAfter && parseDeadlines(stuckAfter),
      abandonAfter: abandonAfter && readAbandonAfter(abandonAfter),
      retention: retention === undefined ? undefined : parseDuration(retention),
      alerts: alerts && readAlerts(alerts, followed),
    }),
  } as Partial<Config>;
}
