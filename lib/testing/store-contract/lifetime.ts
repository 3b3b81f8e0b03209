import { expect } from 'chai';
import { StoreUnavailableError } from '../../errors.ts';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { failureOf } from './failure-of.ts';
import { describe, it } from './runner.ts';
import { newId, rejection, text, written } from './writes.ts';

/** How every store is closed and opened again, whatever it is built on. */
export function describeLifetime(name: string, open: OpenStore): void {
  describe(`${name}, open, closed and opened again,`, () => {
    const { store, another } = storeOfEachTest(open);

    it('says that it can be written', async () => {
      expect((await store.health()).writable).to.equal(true);
    });

    it('still has its records, timers and rejections', async () => {
      const recordId = newId();
      const version = await written(store, { recordId, expectedVersion: 0, body: text('one'), dueAt: 5 });
      await store.reject(rejection(1));
      await store.close();
      const reopened = await another();
      expect(await reopened.read(recordId)).to.eql({ version, body: text('one') });
      expect(await reopened.due(5, 10)).to.eql([recordId]);
      expect(await reopened.rejections(10)).to.eql([rejection(1)]);
      await reopened.close();
    });

    it('refuses work in between, and says that it cannot be written', async () => {
      await store.close();
      const change = { recordId: newId(), expectedVersion: 0, body: text('one') };
      const attempts = [
        () => store.read(newId()),
        () => store.commit(change),
        () => store.due(1, 1),
        () => store.reject(rejection(1)),
        () => store.rejections(1),
      ];
      for (const attempt of attempts) {
        expect(await failureOf(attempt())).to.be.instanceOf(StoreUnavailableError);
      }
      expect((await store.health()).writable).to.equal(false);
    });

    it('may be closed twice', async () => {
      await store.close();
      await store.close();
    });
  });
}
