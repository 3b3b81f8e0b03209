import { expect } from 'chai';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { partitionIds, told, wholeFeed } from './feed-entries.ts';
import { describe, it } from './runner.ts';
import { written } from './writes.ts';

const body = Buffer.from('any');

/** How much every store keeps of its change feed, whatever it is built on. */
export function describeBound(name: string, open: OpenStore): void {
  describe(`what is old in the change feed of ${name}`, () => {
    const { store } = storeOfEachTest(open);

    it('may be dropped, which those who have not read it are told, but the newest 50,000 are kept', async () => {
      const ids = partitionIds();
      const versions = new Map<string, number>();
      const fill = async (rounds: number, from: number): Promise<void> => {
        for (let round = from; round < from + rounds; round += 1) {
          const changes = Array.from({ length: 32 }, (_, each) => Buffer.from(`${round} ${each}`));
          const commit = async (recordId: string): Promise<void> => {
            const expectedVersion = versions.get(recordId) ?? 0;
            versions.set(recordId, await written(store, { recordId, expectedVersion, body, changes }));
          };
          await Promise.all(ids.map(commit));
        }
      };
      await fill(25, 0);
      const all = await wholeFeed(store, 1000);
      expect(all.length).to.be.at.least(50_000);
      const [oldest] = all;
      await fill(60, 25);
      const kept = await wholeFeed(store, 1000);
      expect(kept.length).to.be.within(50_000, 100_000);
      expect(new Set(kept.map(({ position }) => position)).size).to.equal(kept.length);
      const perRound = new Map<string, number>();
      for (const text of told(kept)) perRound.set(text, (perRound.get(text) ?? 0) + 1);
      for (let round = 61; round < 85; round += 1) {
        for (const each of [0, 31]) expect(perRound.get(`${round} ${each}`), `${round}`).to.equal(64);
      }
      const late = await store.feed({ after: oldest?.position ?? '', limit: 10 });
      expect(late.gap).to.equal(true);
      expect(late.entries).to.eql(kept.slice(0, 10));
      const recent = kept.at(-49_000)?.position ?? '';
      expect(await store.feed({ after: recent, limit: 10 })).to.deep.include({
        entries: kept.slice(-48_999, -48_989),
        gap: false,
      });
      expect((await store.feed({ limit: 10 })).gap).to.equal(false);
    }, 120_000);
  });
}
