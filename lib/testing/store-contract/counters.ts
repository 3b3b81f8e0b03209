import { expect } from 'chai';
import { StoreUnavailableError } from '../../errors.ts';
import type { CounterChange, Store } from '../../store/store.ts';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { failureOf } from './failure-of.ts';
import { describe, it } from './runner.ts';
import { newId, written } from './writes.ts';

const body = Buffer.from('any');

/** How every store counts, whatever it is built on. */
export function describeCounters(name: string, open: OpenStore): void {
  describe(`the counters of ${name}`, () => {
    const { store, another } = storeOfEachTest(open);

    const totals = async (counter = 'sessions'): Promise<Record<string, number>> =>
      Object.fromEntries((await store.totals([counter]))[0] ?? []);

    describe('a counter', () => {
      it('is empty before anything is added to it', async () => {
        expect(await store.totals(['sessions'])).to.eql([new Map()]);
        await store.commit({ recordId: newId(), expectedVersion: 0, body });
        await store.commit({ recordId: newId(), expectedVersion: 0, body, add: [] });
        expect(await store.totals(['sessions'])).to.eql([new Map()]);
        expect(await store.totals([])).to.eql([]);
      });

      it('has in each field what all records have added', async () => {
        await addEach(
          store,
          Array.from({ length: 200 }, (_, each) => [change('mfa', each + 1), change('login', -1)]),
        );
        expect(await totals()).to.eql({ mfa: (200 * 201) / 2, login: -200 });
      });

      it('has no field that came to 0, however it did, and has it again afterwards', async () => {
        const recordId = newId();
        const expectedVersion = await written(store, {
          recordId,
          expectedVersion: 0,
          body,
          add: [change('a', 2), change('b', 1), change('c', 1), change('c', -1), change('d', -3)],
        });
        expect(await totals()).to.eql({ a: 2, b: 1, d: -3 });
        await addEach(store, [[change('a', -2)], [change('d', 1)], [change('d', 2)]]);
        await written(store, { recordId, expectedVersion, body, add: [change('b', -1)] });
        expect(await totals()).to.eql({});
        await addEach(store, [[change('a', 5)], [change('d', -1)]]);
        expect(await totals()).to.eql({ a: 5, d: -1 });
      });

      it('adds up what one commit adds to one field more than once', async () => {
        const add = [change('a', 2), change('b', 7), change('a', 3), change('a', -1)];
        await addEach(store, [add, add]);
        expect(await totals()).to.eql({ a: 8, b: 14 });
      });

      it('is exact as far as whole numbers are', async () => {
        const large = Number.MAX_SAFE_INTEGER;
        await addEach(store, [[change('a', large - 1)], [change('b', -large)]]);
        await addEach(store, [[change('a', 1)], [change('b', 1)]]);
        expect(await totals()).to.eql({ a: large, b: 1 - large });
      });
    });

    describe('several counters', () => {
      it('are given in the order in which they are asked for, also twice', async () => {
        await addEach(store, [[change('x', 1, 'a'), change('x', 2, 'b'), change('y', 3, 'b')]]);
        const found = await store.totals(['b', 'none', 'a', 'b']);
        const b = { x: 2, y: 3 };
        expect(found.map((fields) => Object.fromEntries(fields))).to.eql([b, {}, { x: 1 }, b]);
      });

      it('and their fields are apart, whatever their names', async () => {
        const names = [
          ...['a', 'a ', 'aa', 'A', 'é', '0', '-1', '{p00}', '}{', 'a:b', '__proto__', 'constructor'],
          ...['\\', '"\'', '%00', '\uffff', '\u{1f600}'.repeat(75), 'n'.repeat(300), ' ', 'due'],
        ];
        const fields = [...names, 'n'.repeat(500), '\u{1f600}'.repeat(125)];
        const add = names.flatMap((counter, place) =>
          fields.map((field, at) => change(field, 100 * (place + 1) + at, counter)),
        );
        await addEach(store, [add]);
        const found = await store.totals(names);
        for (const [place, counter] of names.entries()) {
          const expected = new Map(fields.map((field, at) => [field, 100 * (place + 1) + at]));
          expect(found[place], counter).to.eql(expected);
        }
      });

      it('are 500 at most, each with what was added to it', async () => {
        const names = Array.from({ length: 500 }, (_, place) => `day ${place}`);
        await addEach(store, [names.map((counter, place) => change('x', place + 1, counter))]);
        const found = await store.totals(names);
        expect(found.map((fields) => fields.get('x'))).to.eql(names.map((_, place) => place + 1));
      });
    });

    describe('a commit', () => {
      it('that is refused adds nothing', async () => {
        const recordId = newId();
        const add = [change('mfa', 1)];
        const version = await written(store, { recordId, expectedVersion: 0, body, add });
        for (const expectedVersion of [0, version + 1]) {
          await store.commit({ recordId, expectedVersion, body, add });
        }
        await store.commit({ recordId: newId(), expectedVersion: 3, body, add });
        expect(await totals()).to.eql({ mfa: 1 });
      });

      it('that is one of 300 that race from two connections adds if it goes through', async () => {
        const other = await another();
        const ids = Array.from({ length: 5 }, newId);
        const results = await Promise.all(
          Array.from({ length: 300 }, (_, each) =>
            (each % 2 ? store : other).commit({
              recordId: ids[each % 5] ?? '',
              expectedVersion: 0,
              body,
              add: [change(`record ${each % 5}`, 1), change('all', 1)],
            }),
          ),
        );
        expect(results.filter(({ committed }) => committed)).to.have.lengthOf(5);
        const each = Object.fromEntries(ids.map((_, place) => [`record ${place}`, 1]));
        expect(await totals()).to.eql({ ...each, all: 5 });
        expect(await other.totals(['sessions'])).to.eql(await store.totals(['sessions']));
        await other.close();
      });

      it('moves a session from one field to another, so that the sum of all stays what it is', async () => {
        const other = await another();
        const stages = ['a', 'b', 'c', 'd'];
        const stageOf = (step: number): string => stages[step % 4] ?? '';
        const walk = async (through: Store): Promise<void> => {
          const recordId = newId();
          const enter = { recordId, expectedVersion: 0, body, add: [change('a', 1)] };
          let expectedVersion = await written(through, enter);
          for (let step = 1; step < 14; step += 1) {
            const add = [change(stageOf(step - 1), -1), change(stageOf(step), 1)];
            expectedVersion = await written(through, { recordId, expectedVersion, body, add });
          }
        };
        await Promise.all(Array.from({ length: 40 }, (_, each) => walk(each % 2 ? store : other)));
        expect(await totals()).to.eql({ b: 40 });
        await other.close();
      });
    });

    describe('what the caller got wrong', () => {
      it('about a change is refused before anything is written', async () => {
        const recordId = newId();
        const good = change('good', 1);
        const bad = ['a\0b', 'a\nb', '\u007f', 'a\u0085', '\ud83d', 'a\udc00b', ''];
        const wrong: Partial<CounterChange>[] = [
          ...[...bad, 'n'.repeat(301), `${'é'.repeat(150)}n`].map((counter) => ({ counter })),
          ...[...bad, 'n'.repeat(501), `${'é'.repeat(250)}n`].map((field) => ({ field })),
          ...[0, -0, 0.5, Number.NaN, Infinity, 2 ** 53].map((by) => ({ by })),
        ];
        for (const part of wrong) {
          const add = [good, { ...good, ...part }];
          const error = await failureOf(store.commit({ recordId, expectedVersion: 0, body, add }));
          expect(error, JSON.stringify(part)).to.be.instanceOf(TypeError);
        }
        expect(await store.read(recordId)).to.equal(undefined);
        expect(await totals()).to.eql({});
      });

      it('about the counters that are asked for is refused', async () => {
        const many = Array.from({ length: 501 }, (_, place) => `${place}`);
        for (const names of [[''], ['good', 'a\nb'], ['n'.repeat(301)], many]) {
          expect(await failureOf(store.totals(names)), names[0]).to.be.instanceOf(TypeError);
        }
      });
    });

    describe('closed and opened again', () => {
      it('have what they had, and give nothing in between', async () => {
        await addEach(store, [[change('mfa', 3)], [change('mfa', -1)]]);
        await store.close();
        expect(await failureOf(store.totals(['sessions']))).to.be.instanceOf(StoreUnavailableError);
        const reopened = await another();
        expect(await reopened.totals(['sessions'])).to.eql([new Map([['mfa', 2]])]);
        await reopened.close();
      });
    });
  });
}

function change(field: string, by: number, counter = 'sessions'): CounterChange {
  return { counter, field, by };
}

/** Each with a record of its own, so that a store that has partitions has them in many. */
async function addEach(store: Store, changes: readonly (readonly CounterChange[])[]): Promise<void> {
  await Promise.all(changes.map((add) => store.commit({ recordId: newId(), expectedVersion: 0, body, add })));
}
