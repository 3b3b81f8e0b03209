import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { servedTypes, TYPES } from './served-types.ts';

describe('The types of a generated client', () => {
  it('are those of the document that is served', async () => {
    const isSame = (await readFile(TYPES, 'utf8')) === (await servedTypes());
    expect(isSame, 'spec/client/api.d.ts is out of step; run: node spec/client/generate.mjs').to.equal(true);
  }).timeout(30_000);
});
