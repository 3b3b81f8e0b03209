// Writes spec/client/api.d.ts: the types of a client, from the document that the server itself gives out.
import { writeFile } from 'node:fs/promises';
import { register } from 'tsx/esm/api';

register();
const { servedTypes, TYPES } = await import('./served-types.ts');
await writeFile(TYPES, await servedTypes());
