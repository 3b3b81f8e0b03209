import { ConfigurationError } from '../../errors.ts';
import type { SinkConfig } from '../config.ts';

const NAME = /^[A-Za-z0-9-]{1,40}$/;

/** What a sink is called. Throws `ConfigurationError` for a name that is none. */
export function nameOf({ name, type }: Pick<SinkConfig, 'name' | 'type'>): string {
  if (name === undefined) return type;
  if (!NAME.test(name)) {
    throw new ConfigurationError(
      `A sink of the type ${type} has a name that is not 1 to 40 letters, digits or hyphens.`,
    );
  }
  return name;
}
