import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { addChange, readTotals, type Sums, writeSums } from '../../../../lib/store/embedded/counters.ts';
import { type Environment, openEnvironment } from '../../../../lib/store/embedded/environment.ts';

describe('counters in LMDB', () => {
  let folder: string;
  let environment: Environment;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-lmdb-'));
    environment = await openEnvironment({ kind: 'embedded', folder, name: 'lmdb://x' });
  });
  afterEach(async () => {
    await environment.close();
    await rm(folder, { recursive: true });
  });

  const add = async (
    ...changes: readonly (readonly [counter: string, field: string, by: number])[]
  ): Promise<void> => {
    const sums: Sums = new Map();
    for (const [counter, field, by] of changes) addChange(sums, { counter, field, by });
    await environment.transaction(() => writeSums(environment, sums));
  };
  const totals = (counter: string) => readTotals(environment, [counter])[0];

  it('are summed over a transaction, then over all', async () => {
    await add(['a', 'x', 2], ['a', 'y', 1], ['a', 'x', -5]);
    await add(['a', 'x', 4]);
    expect(totals('a')).to.eql(
      new Map([
        ['x', 1],
        ['y', 1],
      ]),
    );
  });

  it('hold no field that came to 0, within one transaction or over several', async () => {
    await add(['a', 'x', 2], ['a', 'y', 1], ['a', 'y', -1]);
    await add(['a', 'x', -2]);
    expect(totals('a')).to.eql(new Map());
    expect(environment.counters.getKeysCount()).to.equal(0);
  });

  it('are apart, whatever the names of them and their fields', async () => {
    const names = ['a', 'a ', 'aa', 'A', '\uffff', '\u{1f600}', 'é', 'n'.repeat(300), '1', '[1]', 'null'];
    const fields = [...names, 'f'.repeat(500), '\u{1f600}'.repeat(125)];
    await add(...names.flatMap((name, by) => fields.map((field) => [name, field, by + 1] as const)));
    for (const [by, name] of names.entries()) {
      const found = totals(name);
      expect([...(found?.keys() ?? [])], name).to.have.members(fields);
      expect(new Set(found?.values()), name).to.eql(new Set([by + 1]));
    }
  });
});
