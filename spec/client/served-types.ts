import openapiTypescript, { astToString } from 'openapi-typescript';
import { withServer } from '../lib/server/test-server.ts';

/** Where they are kept, so that a change of the contract is seen as one of its types. */
export const TYPES = new URL('./api.d.ts', import.meta.url);

const BANNER = '// Generated from /openapi.json by spec/client/generate.mjs; do not edit.\n\n';

/** The types of a client of the server as it is now. */
export async function servedTypes(): Promise<string> {
  let types = '';
  await withServer({}, async ({ url }) => {
    types = astToString(await openapiTypescript(new URL('/openapi.json', url)));
  });
  return BANNER + types;
}
