// Told with --import to a program: prints each package that a file of connect-tracker imports while the program runs.
import { register } from 'node:module';

const hooks = `
  import { writeSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    const isOurs = context.parentURL?.includes('/node_modules/connect-tracker/');
    if (isOurs && !/^(?:[./]|node:|file:)/.test(specifier)) writeSync(1, specifier + '\\n');
    return next(specifier, context);
  }
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
