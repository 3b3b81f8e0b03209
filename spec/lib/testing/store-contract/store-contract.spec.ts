import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { StoreContractPart } from '../../../../lib/testing/store-contract/index.ts';
import type { Result } from './bare-runner.ts';

const MAIN = fileURLToPath(new URL('./contract-main.ts', import.meta.url));

const PARTS: Readonly<Record<StoreContractPart, string>> = {
  commits: 'the records of mine',
  timers: 'the timers of mine',
  rejections: 'the rejected deliveries of mine',
  lifetime: 'mine, open, closed and opened again,',
  removal: 'a commit without a body, in mine',
  indexes: 'the indexes of mine',
  ranges: 'the ranges of mine',
  counters: 'the counters of mine',
  feed: 'the change feed of mine',
  forgetting: 'what a record told the change feed of mine',
  bound: 'what is old in the change feed of mine',
};

/** What each part notices: see contract-main.ts. */
const NOTICED: Readonly<Record<StoreContractPart, string>> = {
  commits: 'commits whatever the version',
  timers: 'forgets timers',
  rejections: 'gives the oldest rejections first',
  lifetime: 'is never closed',
  removal: 'removes nothing',
  indexes: 'forgets entries of indexes',
  ranges: 'gives ranges in no direction but one',
  counters: 'counts by one',
  feed: 'tells only one change of a commit',
  forgetting: 'never forgets',
  bound: 'tells of no gap',
};

const parts = Object.keys(PARTS) as StoreContractPart[];

/** The contract asked of a store with this fault by a runner that is not mocha, in a process of its own. */
async function ask(fault: string, asked = parts): Promise<Result[]> {
  const skip = Object.fromEntries(
    parts.filter((part) => !asked.includes(part)).map((part) => [part, 'no need']),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', MAIN, fault, JSON.stringify(skip)],
    { maxBuffer: 1e7 },
  );
  const { results, open } = JSON.parse(stdout) as { results: Result[]; open: number };
  expect(open, 'connections and folders that were not closed').to.equal(0);
  return results;
}

describe('the store contract', function () {
  this.timeout(120_000);

  it('asks for all of its parts in any runner, and gives each test a limit of its own', async () => {
    const results = await ask('none');
    expect(results.filter(({ outcome }) => outcome !== 'passed')).to.deep.equal([]);
    for (const title of Object.values(PARTS)) {
      const own = results.filter((result) => result.title.startsWith(`mine, as a store ${title}`));
      expect(own, title).not.to.have.lengthOf(0);
    }
    expect(results.every(({ timeout = 0 }) => timeout >= 30_000)).to.equal(true);
  });

  it('leaves out the parts that it is told to, and says why', async () => {
    const results = await ask('none', ['rejections']);
    const leftOut = results.filter(({ outcome }) => outcome === 'left out').map(({ title }) => title);
    expect(leftOut).to.deep.equal(
      parts
        .filter((part) => part !== 'rejections')
        .map((part) => `mine, as a store is not asked for its ${part}: no need`),
    );
    const asked = results.filter(({ outcome }) => outcome === 'passed');
    expect(asked.every(({ title }) => title.includes(PARTS.rejections))).to.equal(true);
    expect(asked).not.to.have.lengthOf(0);
  });

  for (const part of parts) {
    it(`fails in its part "${part}" for a store that ${NOTICED[part]}`, async () => {
      const results = await ask(NOTICED[part], [part]);
      const failed = results.filter(({ outcome }) => outcome === 'failed');
      expect(failed).not.to.have.lengthOf(0);
    });
  }

  it('fails for a store that gives versions again after a removal', async () => {
    const results = await ask('gives versions again after a removal', ['commits']);
    const failed = results.filter(({ outcome }) => outcome === 'failed').map(({ title }) => title);
    expect(failed.map((title) => title.split(' a record ')[1])).to.deep.equal([
      'has no version that it had before it was removed',
    ]);
  });

  it('says what it needs where there is no runner', async () => {
    const program = `import('${new URL('../../../../lib/testing/store-contract/index.ts', import.meta.url)}')
      .then(({ describeStoreContract }) => describeStoreContract('mine', {}))
      .catch(({ message }) => console.log(message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--eval', program]);
    expect(stdout.trim()).to.equal(
      'the store contract needs describe() as a global: run it in mocha, or in vitest with globals: true',
    );
  });
});
