import type { Usual } from '../alerts/alert.ts';
import type { Delays } from '../fold/definition.ts';
import { measuredAt, type Observations, placeOf } from './observations.ts';
import type { DeadlineRule, DeadlineSetting } from './rule.ts';

/** The delays of one machine by the settings, and why they are what they are. */
export interface Deadlines extends Delays {
  /** How long a stage usually lasts, where its deadline was made from that. */
  usual(stage: string, institutionId: string | undefined, since: number): Usual | undefined;
}

export interface DeadlineOptions {
  readonly machine: string;
  readonly stuckAfter: readonly DeadlineSetting[];
  /** In ms; absent: the machine's own. */
  readonly abandonAfter?: number;
  /** What has been seen so far; asked each time, since it grows. */
  readonly observed: () => Pick<Observations, 'measured'>;
}

interface Resolved {
  readonly ms: number;
  readonly usual?: Usual;
}

type UsualRule = Extract<DeadlineRule, { kind: 'usual' }>;

/**
 * Looks deadlines up: of the settings that fit a stage the most specific one, institution before stage before machine.
 * One that depends on what is usual is passed over while too little has been seen; where none is left, the machine's
 * own delay stays.
 */
export function createDeadlines({ machine, observed, abandonAfter, ...options }: DeadlineOptions): Deadlines {
  const settings = options.stuckAfter
    .filter((setting) => (setting.machine ?? machine) === machine)
    .sort((a, b) => specificity(b) - specificity(a));

  const resolved = (stage: string, institutionId: string | undefined, at: number): Resolved | undefined => {
    for (const setting of settings) {
      if ((setting.stage ?? stage) !== stage) continue;
      if (setting.institutionId !== undefined && setting.institutionId !== institutionId) continue;
      const { rule } = setting;
      if (rule.kind === 'fixed') return { ms: rule.ms };
      const found = look(rule, stage, institutionId, at);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const look = (
    rule: UsualRule,
    stage: string,
    institutionId: string | undefined,
    at: number,
  ): Resolved | undefined => {
    for (const here of institutionId === undefined ? [undefined] : [institutionId, undefined]) {
      const quantiles = measuredAt(observed(), placeOf(machine, stage, here), at);
      const slow = quantiles?.[rule.quantile];
      if (slow === undefined) continue;
      const ms = Math.round(Math.min(Math.max(slow * rule.factor, rule.floor), rule.ceiling));
      return { ms, usual: { ms: quantiles?.['0.5'] ?? slow, here: here !== undefined } };
    }
    return undefined;
  };

  return {
    fingerprint: JSON.stringify([settings, abandonAfter]),
    delay: (name, context, at) =>
      name === 'abandonAfter' ? abandonAfter : resolved(name, institutionOf(context), at)?.ms,
    usual: (stage, institutionId, since) => resolved(stage, institutionId, since)?.usual,
  };
}

/** The quantiles that settings ask for. */
export function sharesOf(stuckAfter: readonly DeadlineSetting[]): number[] {
  return [...new Set(stuckAfter.flatMap(({ rule }) => (rule.kind === 'usual' ? [rule.quantile] : [])))];
}

function specificity({ machine, stage, institutionId }: DeadlineSetting): number {
  return (institutionId ? 4 : 0) + (stage ? 2 : 0) + (machine ? 1 : 0);
}

/** A machine of one's own may keep no institution. */
function institutionOf(context: unknown): string | undefined {
  return (context as { institutionId?: string } | undefined)?.institutionId;
}
