import { createRequire } from 'node:module';

/** Of this package; by its own name, since the sources and what is compiled from them lie at different depths. */
export const { version } = createRequire(import.meta.url)('connect-tracker/package.json') as {
  readonly version: string;
};
