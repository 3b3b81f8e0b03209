import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { openStore } from '../../../../lib/store/open.ts';
import type { FeedEntry } from '../../../../lib/store/store.ts';
import { eventually } from '../../../support/eventually.ts';
import { increment, newId } from '../../../support/records.ts';
import { runStoreProcess, startStoreProcess } from '../../../support/store-process.ts';

describe('the embedded store under several processes', function () {
  this.timeout(60_000);
  let folder: string;
  let url: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-lmdb-'));
    url = `lmdb://${folder}`;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('loses no update of four processes that change one record', async () => {
    const recordId = newId();
    const store = await openStore(url);
    const processes = Array.from({ length: 4 }, () => startStoreProcess(['increment', url, recordId, '150']));
    const codes = await Promise.all(processes.map(({ ended }) => ended));
    expect(codes).to.eql([0, 0, 0, 0]);
    expect((await store.read(recordId))?.body.toString()).to.equal('600');
    await store.close();
  });

  it('reads what another process has just committed, however lately it read before', async () => {
    const store = await openStore(url);
    const recordId = newId();
    const before = store.read(recordId);
    runStoreProcess(['increment', url, recordId, '3']);
    const after = store.read(recordId);
    expect([(await before)?.body, (await after)?.body.toString()]).to.eql([undefined, '3']);
    await store.close();
  });

  it('answers with what another process has just committed, however lately it was asked before', async () => {
    const store = await openStore(url);
    const questions = {
      count: async () => store.count('count'),
      range: async () => (await store.range('range', { limit: 9 })).length,
      ranges: async () => (await store.range(['ranges', 'due'], { limit: 9 })).length,
      totals: async () => (await store.totals(['totals']))[0]?.get('mfa') ?? 0,
      feed: async () => (await store.feed({ after: '4', limit: 9 })).entries.length,
      feedEnd: async () => Number(await store.feedEnd()) - 5,
    };
    for (const [name, ask] of Object.entries(questions)) {
      const before = ask();
      commitElsewhere(url, name);
      const after = ask();
      expect([await before, await after], name).to.eql([0, 1]);
    }
    await store.close();
  });

  it('loses nothing that four processes count and tell, and tells it in one order', async () => {
    const store = await openStore(url);
    const processes = Array.from({ length: 4 }, (_, each) => countingProcess(url, `p${each}`, 150));
    let running = true;
    const read = async (): Promise<FeedEntry[]> => {
      const found: FeedEntry[] = [];
      for (let after = '0', isLast = false; ; await nextTurn()) {
        const page = await store.feed({ after, limit: 10 });
        found.push(...page.entries);
        after = page.end;
        if (isLast && page.entries.length === 0) return found;
        isLast = !running;
      }
    };
    const reading = read();
    await Promise.all(processes.map(({ ended }) => ended));
    running = false;
    const told = (await reading).map(({ position, body }) => `${position} ${body}`);
    const perProcess = ['p0', 'p1', 'p2', 'p3'].map((name) => told.filter((each) => each.includes(name)));
    expect(told.map((each) => Number(each.split(' ')[0]))).to.eql(upTo(1200));
    for (const own of perProcess) {
      expect(own.map((each) => Number(each.split(' ')[2]))).to.eql(upTo(300));
    }
    const each = { p0: 300, p1: 300, p2: 300, p3: 300 };
    expect(await store.totals(['all', 'each'])).to.eql([
      new Map([['n', 1200]]),
      new Map(Object.entries(each)),
    ]);
    await store.close();
  });

  it('has counted and told what it has committed, and no more, after its process was killed', async () => {
    const store = await openStore(url);
    for (let round = 1; round <= 3; round += 1) {
      const { ended, kill } = countingProcess(url, `p${round}`, 100_000);
      await eventually(async () =>
        expect((await store.totals(['each']))[0]?.get(`p${round}`)).to.be.above(200),
      );
      kill();
      await ended;
      const records = await store.range('records', { limit: 1000 });
      const found = await Promise.all(records.map(({ member }) => store.read(member)));
      const committed = found.reduce((sum, record) => sum + Number(record?.body), 0);
      expect(await store.totals(['all'])).to.eql([new Map([['n', committed * 2]])]);
      expect(await store.feedEnd()).to.equal(String(committed * 2));
      expect((await store.feed({ limit: 100_000 })).entries).to.have.lengthOf(
        Math.min(committed * 2, 65_536),
      );
      expect((await store.commit({ recordId: newId(), expectedVersion: 0 })).committed).to.equal(true);
    }
    await store.close();
  });

  it('has everything it acknowledged after its process was killed, time and again', async () => {
    const survivor = await openStore(url);
    /** The number of the last commit of each record. */
    const acknowledged = new Map<string, number>();
    for (const round of [200, 700, 1500]) {
      const writer = startStoreProcess(['write', url]);
      let count = 0;
      for await (const line of writer.lines) {
        const [recordId = '', number] = line.split(' ');
        if (number === undefined || !/^\d+$/.test(number)) continue;
        acknowledged.set(recordId, Number(number));
        count += 1;
        if (count === round) writer.kill();
      }
      expect(await writer.ended).to.equal('SIGKILL');
      await increment(survivor, newId());
      const { bodies, due } = await contents(url, [...acknowledged.keys()]);
      for (const [recordId, number] of acknowledged) {
        const [id, found] = bodies.get(recordId)?.split(' ') ?? [];
        expect(id).to.equal(recordId);
        expect(Number(found), recordId).to.be.at.least(number);
      }
      expect(due).to.have.members([...acknowledged.keys()]);
    }
    expect(acknowledged.size).to.equal(24);
    await survivor.close();
  });

  it('answers with an error while its disk is full, still reads, and keeps what it acknowledged', async () => {
    const filler = startStoreProcess(['fill', url], { fileSizeLimit: 1_000_000 });
    let output = '';
    for await (const line of filler.lines) output += line;
    expect(await filler.ended).to.equal(0);
    const { name, message, acknowledged, readable, errors, health } = JSON.parse(output);
    expect(name).to.equal('StoreUnavailableError');
    expect(message)
      .to.include(url)
      .and.to.match(/disk full/);
    expect(acknowledged).to.have.lengthOf.above(10);
    expect(readable).to.equal(acknowledged.length);
    expect(errors).to.equal(5);
    expect(health).to.eql({ writable: false, durability: 'disk', warnings: [message] });
    const { bodies } = await contents(url, acknowledged);
    expect([...bodies.values()].map((body) => body?.length)).to.eql(acknowledged.map(() => 20_000));
  });
});

/** Commits a record with an entry, a count and a change in a process of its own while this one stands still. */
function commitElsewhere(url: string, name: string): void {
  const index = [{ index: name, score: 1, member: 'a' }];
  const add = [{ counter: name, field: 'mfa', by: 1 }];
  const change = JSON.stringify({ recordId: newId(), expectedVersion: 0, index, add });
  const script = `
    const { openStore } = await import('./lib/store/open.ts');
    const store = await openStore(${JSON.stringify(url)});
    const body = Buffer.from('any');
    await store.commit({ ...${change}, body, changes: [body] });
    await store.close();`;
  execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
}

/** Commits to a record of its own, so many times or until it is killed; each commit counts two and tells two. */
function countingProcess(url: string, name: string, times: number) {
  const script = `
    const { openStore } = await import('./lib/store/open.ts');
    const { randomBytes } = await import('node:crypto');
    const store = await openStore(${JSON.stringify(url)});
    let told = 0;
    const recordId = randomBytes(16).toString('hex');
    const index = [{ index: 'records', score: 1, member: recordId }];
    for (let count = 1, expectedVersion = 0; count <= ${times}; count += 1) {
      const add = [['all', 'n'], ['each', '${name}']].map(([counter, field]) => ({ counter, field, by: 2 }));
      const changes = ['', ''].map(() => Buffer.from('${name} ' + ++told));
      const change = { recordId, expectedVersion, body: Buffer.from(String(count)), index, add, changes };
      const result = await store.commit(change);
      if (!result.committed) throw new Error('refused');
      expectedVersion = result.version;
    }
    await store.close();`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return { kill: () => child.kill('SIGKILL'), ended: once(child, 'exit') };
}

/** 1, 2, 3 … */
function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

async function contents(url: string, recordIds: readonly string[]) {
  const store = await openStore(url);
  const records = await Promise.all(recordIds.map(async (id) => [id, await store.read(id)] as const));
  const due = await store.due(Number.MAX_SAFE_INTEGER, 10_000);
  await store.close();
  return {
    bodies: new Map(records.map(([id, record]) => [id, record?.body.toString()])),
    due,
  };
}
