import { expect } from 'chai';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { describe, it } from './runner.ts';
import { rejection } from './writes.ts';

/** How every store keeps what could not be used, whatever it is built on. */
export function describeRejections(name: string, open: OpenStore): void {
  describe(`the rejected deliveries of ${name}`, () => {
    const { store } = storeOfEachTest(open);

    it('are none at first', async () => {
      expect(await store.rejections(10)).to.eql([]);
    });

    it('come the newest first, as many as asked for', async () => {
      for (const at of [1, 2, 3]) await store.reject(rejection(at));
      expect(await store.rejections(2)).to.eql([rejection(3), rejection(2)]);
    });

    it('are kept, the newest 1,000', async () => {
      await Promise.all(Array.from({ length: 1005 }, (_, at) => store.reject(rejection(at))));
      await store.reject(rejection(1005));
      const kept = await store.rejections(2000);
      expect(kept.map(({ at }) => at)).to.eql(Array.from({ length: 1000 }, (_, index) => 1005 - index));
    });
  });
}
