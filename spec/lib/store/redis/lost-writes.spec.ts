import { expect } from 'chai';
import { openStore } from '../../../../lib/store/open.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { eventually } from '../../../support/eventually.ts';
import { newId, written } from '../../../support/records.ts';
import { type RedisServer, startRedisServer } from '../../../support/redis-server.ts';

const body = (text: string): Buffer => Buffer.from(text);

describe('a Redis that loses what it has acknowledged', () => {
  let server: RedisServer;
  let mine: Store;
  let other: Store;
  let recordId: string;
  beforeEach(async () => {
    server = await startRedisServer();
    [mine, other] = await Promise.all([openStore(server.url), openStore(server.url)]);
    recordId = newId();
  });
  afterEach(async () => {
    await Promise.all([mine.close(), other.close()]);
    await server.stop();
  });

  /** Writes once or more, and crashes; what comes back is all there was before. */
  const lose = async <T>(writes: () => Promise<T>): Promise<T> => {
    await server.cli('SAVE');
    const result = await writes();
    await server.kill();
    await server.restart();
    await eventually(() => Promise.all([mine.read(recordId), other.read(recordId)]));
    return result;
  };
  const write = (store: Store, expectedVersion: number, text: string): Promise<number> =>
    written(store, { recordId, expectedVersion, body: body(text) });

  for (const [name, before] of [
    ['a record', ['one', 'two', 'three']],
    ['a record that there was not', []],
  ] as const) {
    it(`takes no commit that was computed from a lost write of ${name}: it gives what came in its place`, async () => {
      let base = 0;
      for (const text of before) base = await write(mine, base, text);
      const lost = await lose(() => write(mine, base, 'lost'));
      const version = await write(other, base, 'in its place');
      for (const change of [{ body: body('on the lost one') }, {}]) {
        expect(await mine.commit({ recordId, expectedVersion: lost, ...change })).to.eql({
          committed: false,
          current: { version, body: body('in its place') },
        });
      }
      expect(await other.read(recordId)).to.eql({ version, body: body('in its place') });
    });
  }

  it('takes no commit that was computed from a lost write either where as many came in place of several', async () => {
    const base = await write(mine, 0, 'one');
    const lost = await lose(async () => write(mine, await write(mine, base, 'lost'), 'lost too'));
    const version = await write(other, await write(other, base, 'two'), 'three');
    expect(await mine.commit({ recordId, expectedVersion: lost, body: body('four') })).to.eql({
      committed: false,
      current: { version, body: body('three') },
    });
  });

  it('takes no commit that was computed from a lost write where nothing has come in its place yet', async () => {
    const base = await write(mine, 0, 'one');
    const lost = await lose(() => write(mine, base, 'lost'));
    expect(await mine.commit({ recordId, expectedVersion: lost, body: body('two') })).to.eql({
      committed: false,
      current: { version: base, body: body('one') },
    });
  });

  it('takes no commit that was computed from before a removal that was lost and came again', async () => {
    const base = await write(mine, 0, 'one');
    await lose(() => written(mine, { recordId, expectedVersion: base }));
    expect(await written(other, { recordId, expectedVersion: base })).to.equal(0);
    const version = await write(other, 0, 'anew');
    expect(await mine.commit({ recordId, expectedVersion: base, body: body('two') })).to.eql({
      committed: false,
      current: { version, body: body('anew') },
    });
  });
});
