import { expect } from 'chai';
import { StoreUnavailableError } from '../../errors.ts';
import type { IndexEntry, RangeQuery, Store } from '../../store/store.ts';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { entry, shown, spread } from './entries.ts';
import { failureOf } from './failure-of.ts';
import { afterEach, beforeEach, describe, it } from './runner.ts';
import { newId, written } from './writes.ts';

const body = Buffer.from('any');
const ALL = { limit: 10_000 };

/** What every store promises of its indexes, whatever it is built on. */
export function describeIndexes(name: string, open: OpenStore): void {
  describe(`the indexes of ${name}`, () => {
    const { store, another } = storeOfEachTest(open);

    describe('an entry', () => {
      it('is absent before a commit brings it', async () => {
        expect(await store.range('open', ALL)).to.eql([]);
        expect(await store.count('open')).to.equal(0);
      });

      it('enters, moves and leaves with commits of its record, and stays where one does not name it', async () => {
        const recordId = newId();
        const [early, late] = [entry(5, 'a'), entry(9, 'a')];
        const steps = [
          { change: { index: [early] }, expected: ['5 a'] },
          { change: {}, expected: ['5 a'] },
          { change: { unindex: [early], index: [late] }, expected: ['9 a'] },
          { change: { unindex: [late], index: [late] }, expected: ['9 a'] },
          { change: { unindex: [late], index: [] }, expected: [] },
          { change: { unindex: [late], index: [early] }, expected: ['5 a'] },
        ];
        let expectedVersion = 0;
        for (const [place, { change, expected }] of steps.entries()) {
          expectedVersion = await written(store, { recordId, expectedVersion, body, ...change });
          expect(shown(await store.range('open', ALL)), `commit ${place}`).to.eql(expected);
        }
      });

      it('goes into several indexes of one commit, and none knows of the others', async () => {
        const names = ['open', 'open:', 'ope', 'open:connect', 'x:open', 'dues'];
        const index = names.map((index, score) => ({ index, score, member: 'a' }));
        await store.commit({ recordId: newId(), expectedVersion: 0, body, index });
        for (const [score, name] of names.entries()) {
          expect(shown(await store.range(name, ALL)), name).to.eql([`${score} a`]);
          expect(await store.count(name), name).to.equal(1);
        }
        expect(await store.range('due', ALL)).to.eql([]);
      });

      it('stands in an index of any printable name', async () => {
        const names = [
          'failing:connect/{a}:b c',
          `${'é'.repeat(100)}${'n'.repeat(100)}`,
          '\u{1f600}'.repeat(75),
          `${'n'.repeat(47)}${'\u{1f600}'.repeat(63)}`,
          '{}',
          '}{p00}',
          '\uffff',
          ' ',
          '\\"\'%00',
          'n'.repeat(300),
        ];
        for (const index of names) {
          const entries = [3, -1, 2].map((score) => ({ index, score, member: `m${score}`.padEnd(200, '_') }));
          await spread(store, entries);
          const found = (await store.range(index, ALL)).map(({ score }) => score);
          expect(found, index).to.eql([-1, 2, 3]);
          expect(await store.count(index, { from: 0 }), index).to.equal(2);
        }
      });
    });

    describe('a refused commit', () => {
      it('leaves the indexes alone', async () => {
        const recordId = newId();
        const entered = { recordId, expectedVersion: 0, body, index: [entry(1, 'a')] };
        const version = await written(store, entered);
        const change = { body, unindex: [entry(1, 'a')], index: [entry(2, 'b')] };
        for (const expectedVersion of [0, version + 1]) {
          await store.commit({ recordId, expectedVersion, ...change });
        }
        await store.commit({ recordId: newId(), expectedVersion: 3, ...change });
        expect(shown(await store.range('open', ALL))).to.eql(['1 a']);
      });
    });

    describe('the index "due"', () => {
      it('gives the records that have a timer, and when it is due', async () => {
        const ids = ['0a', '1b', '2c'];
        const versions: number[] = [];
        for (const [dueAt, recordId] of ids.entries()) {
          versions.push(await written(store, { recordId, expectedVersion: 0, body, dueAt }));
        }
        await store.commit({ recordId: '3d', expectedVersion: 0, body });
        expect(shown(await store.range('due', ALL))).to.eql(['0 0a', '1 1b', '2 2c']);
        const page = { descending: true, after: { score: 2, member: '2c' }, limit: 1 };
        expect(shown(await store.range('due', page))).to.eql(['1 1b']);
        expect(shown(await store.range('due', { from: 1, to: 1, ...ALL }))).to.eql(['1 1b']);
        expect(await store.count('due', { to: 1 })).to.equal(2);
        await written(store, { recordId: '1b', expectedVersion: versions[1] ?? 0, body });
        expect(await store.count('due')).to.equal(2);
      });

      it('is not for others to write', async () => {
        const recordId = newId();
        const due = [{ index: 'due', score: 1, member: recordId }];
        for (const change of [{ index: due }, { unindex: due }]) {
          const error = await failureOf(store.commit({ recordId, expectedVersion: 0, body, ...change }));
          expect(error).to.be.instanceOf(TypeError).with.property('message').that.matches(/dueAt/);
        }
        expect(await store.read(recordId)).to.equal(undefined);
        expect(await store.range('due', ALL)).to.eql([]);
      });
    });

    describe('two connections', () => {
      let other: Store;
      beforeEach(async () => {
        other = await another();
      });
      afterEach(() => other.close());

      it('see the entries of the other come and go', async () => {
        const recordId = newId();
        const entered = { recordId, expectedVersion: 0, body, index: [entry(1, 'a')] };
        const expectedVersion = await written(store, entered);
        expect(shown(await other.range('open', ALL))).to.eql(['1 a']);
        await written(other, { recordId, expectedVersion, body, unindex: [entry(1, 'a')] });
        expect(await store.range('open', ALL)).to.eql([]);
        expect(await store.count('open')).to.equal(0);
      });

      it('leave the entry of that one of 50 racing commits which goes through', async () => {
        const recordId = newId();
        const results = await Promise.all(
          Array.from({ length: 50 }, (_, score) =>
            (score % 2 ? store : other).commit({
              recordId,
              expectedVersion: 0,
              body,
              index: [entry(score, 'a'), entry(score, `b${score}`)],
            }),
          ),
        );
        const winner = results.findIndex(({ committed }) => committed);
        expect(shown(await store.range('open', ALL))).to.eql([`${winner} a`, `${winner} b${winner}`]);
      });
    });

    describe('what the caller got wrong', () => {
      it('about an entry is refused before anything is written', async () => {
        const recordId = newId();
        const good = entry(1, 'good');
        const wrong: Partial<IndexEntry>[] = [
          ...['', 'n'.repeat(301), `${'é'.repeat(150)}n`].map((index) => ({ index })),
          ...['a\0b', 'a\nb', '\u007f', 'a\u0085', '\ud83d', 'a\udc00b'].map((index) => ({ index })),
          ...['', 'm'.repeat(201), 'a b', 'a:b', 'é', 'a\n'].map((member) => ({ member })),
          ...[0.5, Number.NaN, Infinity, 2 ** 53].map((score) => ({ score })),
        ];
        for (const part of wrong) {
          for (const list of ['index', 'unindex']) {
            const entries = { [list]: [good, { ...good, ...part }] };
            const change = { recordId, expectedVersion: 0, body, ...entries };
            const error = await failureOf(store.commit(change));
            expect(error, `${list} ${JSON.stringify(part)}`).to.be.instanceOf(TypeError);
          }
        }
        const twice = [good, { ...good, score: 2 }];
        const error = await failureOf(store.commit({ recordId, expectedVersion: 0, body, index: twice }));
        expect(error).to.be.instanceOf(TypeError);
        expect(await store.read(recordId)).to.equal(undefined);
        expect(await store.range('open', ALL)).to.eql([]);
      });

      it('about a range or a count is refused', async () => {
        const wrong: Partial<RangeQuery>[] = [
          ...[0, -1, 0.5, Number.NaN, Infinity].map((limit) => ({ limit })),
          ...[0.5, Number.NaN, -Infinity].flatMap((bound) => [{ from: bound }, { to: bound }]),
          { after: { score: 0.5, member: 'a' } },
          { after: { score: 1, member: '' } },
          { after: { score: 1, member: 'a b' } },
        ];
        for (const part of wrong) {
          const error = await failureOf(store.range('open', { limit: 1, ...part }));
          expect(error, JSON.stringify(part)).to.be.instanceOf(TypeError);
        }
        for (const attempt of [
          store.range('', ALL),
          store.count('a\nb'),
          store.count('open', { from: 0.5 }),
          store.count('open', { to: Number.NaN }),
        ]) {
          expect(await failureOf(attempt)).to.be.instanceOf(TypeError);
        }
      });
    });

    describe('closed and opened again', () => {
      it('still has its entries, and gives none in between', async () => {
        await spread(store, [entry(2, 'b'), entry(1, 'a')]);
        await store.close();
        for (const attempt of [store.range('open', ALL), store.count('open')]) {
          expect(await failureOf(attempt)).to.be.instanceOf(StoreUnavailableError);
        }
        const reopened = await another();
        expect(shown(await reopened.range('open', ALL))).to.eql(['1 a', '2 b']);
        expect(await reopened.count('open')).to.equal(2);
        await reopened.close();
      });
    });
  });
}
