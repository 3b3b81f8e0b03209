import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../../../lib/store/open.ts';
import type { IndexEntry } from '../../../../lib/store/store.ts';
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
    expect(await store.read(recordId)).to.eql({ version: 600, body: Buffer.from('600') });
    await store.close();
  });

  it('reads what another process has just committed, however lately it read before', async () => {
    const store = await openStore(url);
    const recordId = newId();
    const before = store.read(recordId);
    runStoreProcess(['increment', url, recordId, '3']);
    const after = store.read(recordId);
    expect([(await before)?.version, (await after)?.version]).to.eql([undefined, 3]);
    await store.close();
  });

  it('counts and ranges what another process has just committed, however lately it did so before', async () => {
    const store = await openStore(url);
    const questions = {
      counted: async () => store.count('counted'),
      ranged: async () => (await store.range('ranged', { limit: 9 })).length,
    };
    for (const [index, ask] of Object.entries(questions)) {
      const before = ask();
      commitElsewhere(url, [{ index, score: 1, member: 'a' }]);
      const after = ask();
      expect([await before, await after], index).to.eql([0, 1]);
    }
    await store.close();
  });

  it('has everything it acknowledged after its process was killed, time and again', async () => {
    const survivor = await openStore(url);
    const acknowledged = new Map<string, number>();
    for (const round of [200, 700, 1500]) {
      const writer = startStoreProcess(['write', url]);
      let count = 0;
      for await (const line of writer.lines) {
        const [recordId = '', version] = line.split(' ');
        if (version === undefined || !/^\d+$/.test(version)) continue;
        acknowledged.set(recordId, Number(version));
        count += 1;
        if (count === round) writer.kill();
      }
      expect(await writer.ended).to.equal('SIGKILL');
      await increment(survivor, newId());
      const { versions, bodies, due } = await contents(url, [...acknowledged.keys()]);
      for (const [recordId, version] of acknowledged) {
        expect(versions.get(recordId), recordId).to.be.at.least(version);
        expect(bodies.get(recordId)).to.equal(`${recordId} ${versions.get(recordId)}`);
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
    const { versions } = await contents(url, acknowledged);
    expect([...versions.values()]).to.eql(acknowledged.map(() => 1));
  });
});

/** Commits a record with these entries in a process of its own while this one stands still. */
function commitElsewhere(url: string, index: readonly IndexEntry[]): void {
  const change = JSON.stringify({ recordId: newId(), expectedVersion: 0, index });
  const script = `
    const { openStore } = await import('./lib/store/open.ts');
    const store = await openStore(${JSON.stringify(url)});
    await store.commit({ ...${change}, body: Buffer.from('any') });
    await store.close();`;
  execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
}

async function contents(url: string, recordIds: readonly string[]) {
  const store = await openStore(url);
  const records = await Promise.all(recordIds.map(async (id) => [id, await store.read(id)] as const));
  const due = await store.due(Number.MAX_SAFE_INTEGER, 10_000);
  await store.close();
  return {
    versions: new Map(records.map(([id, record]) => [id, record?.version])),
    bodies: new Map(records.map(([id, record]) => [id, record?.body.toString()])),
    due,
  };
}
