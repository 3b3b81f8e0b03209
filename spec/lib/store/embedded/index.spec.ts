import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StoreConfigurationError } from '../../../../lib/errors.ts';
import { openEmbeddedStore } from '../../../../lib/store/embedded/index.ts';
import { failureOf } from '../../../support/failure-of.ts';

describe('opening the embedded store by itself', () => {
  it('opens the folder of an address', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'embedded-'));
    const store = await openEmbeddedStore(`lmdb://${folder}`);
    expect(await store.health()).to.include({ writable: true, durability: 'disk' });
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('refuses the address of a Redis, says who opens that, and keeps the password to itself', async () => {
    const error = await failureOf(openEmbeddedStore('redis://joe:secret@127.0.0.1:6379'));
    expect(error).to.be.instanceOf(StoreConfigurationError);
    expect(error.message).to.include('redis://127.0.0.1:6379').and.to.include('openRedisStore');
    expect(error.message).not.to.include('secret');
  });
});
