import type { Alert, AlertEffect } from './alert.ts';
import type { SinkConfig } from './config.ts';
import type { Severity } from './notice.ts';

const TOLD: readonly AlertEffect[] = ['sessionStuck', 'sessionAbandoned', 'institutionTrouble'];

const SEVERITY: Readonly<Record<AlertEffect, Severity>> = {
  sessionStuck: 'warning',
  sessionAbandoned: 'info',
  sessionCompleted: 'info',
  institutionTrouble: 'critical',
};

/** Whether a sink is told about an alert. Its stages do not count where the alert has none. */
export function wants(
  { effects = TOLD, stages }: Pick<SinkConfig, 'effects' | 'stages'>,
  { effect, stage }: Pick<Alert, 'effect' | 'stage'>,
): boolean {
  if (!effects.includes(effect)) return false;
  return stages === undefined || stage === undefined || stages.includes(stage);
}

/** How much an effect matters to a sink. */
export function severityFor({ severity }: Pick<SinkConfig, 'severity'>, effect: AlertEffect): Severity {
  if (typeof severity === 'string') return severity;
  return severity?.[effect] ?? SEVERITY[effect];
}
