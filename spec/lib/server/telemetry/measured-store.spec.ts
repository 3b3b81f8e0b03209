import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { measuredStore } from '../../../../lib/server/telemetry/measured-store.ts';
import { openStore } from '../../../../lib/store/open.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { written } from '../../../support/records.ts';

const recordId = 'ab'.repeat(12);
const rejection = {
  at: 1,
  provider: 'connect',
  code: 'invalid-json',
  detail: '',
  authenticated: false,
  bytes: 9,
};

async function withStore(use: (measured: Store, told: string[], real: Store) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'measured-'));
  const real = await openStore(`lmdb://${folder}`);
  const told: string[] = [];
  const measured = measuredStore(real, (operation, outcome, duration) => {
    expect(duration).to.be.within(0, 10_000);
    told.push(`${operation} ${outcome}`);
  });
  try {
    await use(measured, told, real);
  } finally {
    await measured.close();
    await rm(folder, { recursive: true });
  }
}

describe('a measured store', () => {
  it('does what the store does, and tells how it went', async () => {
    await withStore(async (measured, told, real) => {
      const body = Buffer.from('kept');
      const commit = { recordId, expectedVersion: 0, body, dueAt: 5 };
      const version = await written(measured, commit);
      expect(await measured.commit(commit)).to.deep.include({ committed: false });
      expect(await measured.read(recordId)).to.deep.equal({ version, body });
      expect(await measured.due(10, 7)).to.deep.equal([recordId]);
      expect(await measured.range('due', { limit: 7 })).to.deep.equal(await real.range('due', { limit: 7 }));
      expect(await measured.count('due', { to: 4 })).to.equal(0);
      await measured.reject(rejection);
      expect(await measured.rejections(7)).to.deep.equal([rejection]);
      expect(await measured.health()).to.deep.equal(await real.health());
      expect(told).to.deep.equal([
        'commit ok',
        'commit conflict',
        'read ok',
        'due ok',
        'range ok',
        'count ok',
        'reject ok',
        'rejections ok',
        'health ok',
      ]);
    });
  });

  it('tells of all that a store can be asked', async () => {
    await withStore(async (real) => {
      const asked: [string, unknown[]][] = [];
      const record = (name: string) => ({
        [name]: async (...args: unknown[]) => {
          asked.push([name, args]);
          return name;
        },
      });
      const names = Object.keys(real);
      const told: string[] = [];
      const store = Object.assign({}, ...names.map(record)) as Store;
      const measured = measuredStore(store, (operation) => told.push(operation));
      expect(Object.keys(measured).sort()).to.deep.equal(names.sort());
      for (const name of names) {
        const ask = measured[name as keyof Store] as (...args: unknown[]) => Promise<unknown>;
        expect(await ask(name, 2)).to.equal(name);
      }
      const expected = names.map((name) => [name, name === 'close' ? [] : [name, 2]]);
      expect(asked).to.deep.equal(expected);
      expect(new Set(told)).to.have.property('size', names.length - 1);
    });
  });

  it('fails as the store does, and tells the code', async () => {
    const failures: readonly [Error, string][] = [
      [new StoreUnavailableError('connection lost'), 'store-unavailable'],
      [new TypeError('6030781868 is no buffer'), 'unexpected'],
    ];
    for (const [failure, code] of failures)
      await withStore(async (real) => {
        const told: string[] = [];
        const read = async () => {
          throw failure;
        };
        const measured = measuredStore({ ...real, read }, (...what) => told.push(what.slice(0, 2).join(' ')));
        expect(await measured.read(recordId).catch((error: unknown) => error)).to.equal(failure);
        expect(told).to.deep.equal([`read ${code}`]);
      });
  });
});
