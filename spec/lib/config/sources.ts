import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type Sources } from '../../../lib/config/load-config.ts';
import { ConfigurationError } from '../../../lib/errors.ts';

/** The path of a new configuration file. A text is written as it is. */
export function fileOf(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'connect-tracker.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Why the sources are refused; fails where they are not. */
export function errorOf(sources: Partial<Sources>): ConfigurationError {
  try {
    loadConfig({ flags: {}, env: {}, ...sources });
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

export const messageOf = (sources: Partial<Sources>) => errorOf(sources).message;

/** Everything an error could tell about a secret. */
export function tellingsOf(sources: Partial<Sources>): string {
  const { message, stack, cause } = errorOf(sources);
  return `${message} ${stack} ${JSON.stringify(cause)} ${cause}`;
}
