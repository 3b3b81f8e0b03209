import { parseDuration } from '../duration.ts';
import { defined } from '../fold/defined.ts';

/** How long a stage may last. Durations in ms. */
export type DeadlineRule =
  | { readonly kind: 'fixed'; readonly ms: number }
  | {
      /** So many times what all but the slowest need, within bounds. */
      readonly kind: 'usual';
      /** From 0.5 to 0.999. */
      readonly quantile: number;
      readonly factor: number;
      readonly floor: number;
      readonly ceiling: number;
    };

/** A rule, and what it is for; an absent field stands for all. */
export interface DeadlineSetting {
  readonly machine?: string;
  readonly stage?: string;
  readonly institutionId?: string;
  readonly rule: DeadlineRule;
}

/** The longest deadline: 366 days, in ms. */
const LONGEST = 366 * 86_400_000;

/** Where a rule says nothing else. */
const FLOOR = '1m';
const CEILING = '1d';

/**
 * The rule of a text: a duration such as `5m`, or `p99 * 3`, optionally with its bounds: `p99 * 3 from 1m to 1h`.
 * Undefined when it is none, or says what cannot be: no time at all, more than 366 days, a floor above the ceiling.
 */
export function parseRule(text: string): DeadlineRule | undefined {
  const ms = parseDeadline(text);
  return ms === undefined ? parseUsual(text.trim()) : { kind: 'fixed', ms };
}

/** The ms of a duration from 1 ms to 366 days; undefined for any other text. */
function parseDeadline(text: string): number | undefined {
  const ms = parseDuration(text);
  return ms !== undefined && ms >= 1 && ms <= LONGEST ? ms : undefined;
}

function parseUsual(text: string): DeadlineRule | undefined {
  const [, percentile, times, from = FLOOR, to = CEILING] =
    /^p([5-9]\d(?:\.\d)?)\s*\*\s*(\d{1,3}(?:\.\d{1,3})?)(?:\s+from\s+(\S+))?(?:\s+to\s+(\S+))?$/.exec(text) ??
    [];
  if (percentile === undefined) return undefined;
  // By its digits, since 99.9 / 100 is not 0.999.
  const quantile = Number(`0.${percentile.replace('.', '')}`);
  const factor = Number(times);
  const floor = parseDeadline(from);
  const ceiling = parseDeadline(to);
  if (factor < 1 || factor > 100) return undefined;
  if (floor === undefined || ceiling === undefined || floor > ceiling) return undefined;
  return { kind: 'usual', quantile, factor, floor, ceiling };
}

/**
 * What a rule is for, by a text `[machine/]stage[@institutionId]` whose stage may be `*`: `mfa`, `adding@101732`,
 * `verification/*`, `*`. Undefined when it is none. Whether there is such a machine or stage is not its business.
 */
export function parsePlace(text: string): Omit<DeadlineSetting, 'rule'> | undefined {
  const [, machine, stage, institutionId] =
    /^(?:([A-Za-z][\w-]{0,63})\/)?(\*|[A-Za-z][\w-]{0,63})(?:@([!-~]{1,100}))?$/.exec(text) ?? [];
  return stage === undefined
    ? undefined
    : defined({ machine, stage: stage === '*' ? undefined : stage, institutionId });
}
