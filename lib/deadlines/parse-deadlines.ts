import { ConfigurationError } from '../errors.ts';
import { type DeadlineSetting, parsePlace, parseRule } from './rule.ts';

/**
 * Deadlines as they are written: a rule for every stage, or rules by place. Throws `ConfigurationError` for a text that
 * is neither.
 *
 * @example
 * parseDeadlines({ mfa: '5m', 'adding@101732': '10m', '*': 'p99 * 3 from 1m to 1h' })
 */
export function parseDeadlines(
  written: string | Readonly<Record<string, string>>,
): readonly DeadlineSetting[] {
  const rules = typeof written === 'string' ? { '*': written } : written;
  return Object.entries(rules).map(([place, text]) => {
    const [where, rule] = [parsePlace(place), parseRule(text)];
    if (where === undefined)
      throw new ConfigurationError(`"${place}" is no place of a deadline such as mfa or adding@101732.`);
    if (rule === undefined)
      throw new ConfigurationError(`"${text}" is no deadline such as 5m or p99 * 3 from 1m to 1h.`);
    return { ...where, rule };
  });
}
