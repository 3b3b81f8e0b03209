import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { open } from 'lmdb';
import { StoreConfigurationError } from '../../../../lib/errors.ts';
import { openStore } from '../../../../lib/store/open.ts';
import { describeStoreContract } from '../../../../lib/testing/store-contract/index.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { newId, written } from '../../../support/records.ts';

async function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'connect-tracker-lmdb-'));
}

async function openNew() {
  const folder = await newFolder();
  const another = () => openStore(`lmdb://${folder}`);
  const store = await another();
  const close = async () => {
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { store, another, close };
}

describeStoreContract('the embedded store', { open: openNew });

describe('the embedded store', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes its folder, also where the path is relative', async () => {
    const path = join(relative(process.cwd(), folder), 'made', 'here.d');
    const store = await openStore(`lmdb://${path}`);
    const recordId = newId();
    await store.commit({ recordId, expectedVersion: 0, body: Buffer.from('one') });
    await store.close();
    const again = await openStore(`lmdb://${join(folder, 'made', 'here.d')}`);
    expect((await again.read(recordId))?.body.toString()).to.equal('one');
    await again.close();
  });

  it('promises what is on the disk', async () => {
    const store = await openStore(`lmdb://${folder}`);
    expect(await store.health()).to.eql({ writable: true, durability: 'disk', warnings: [] });
    await store.close();
  });

  it('does not keep more rejections on the disk than it gives', async () => {
    const store = await openStore(`lmdb://${folder}`);
    const rejection = { provider: 'connect', code: 'c', detail: 'd', authenticated: false, bytes: 1 };
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(Array.from({ length: 100 }, (_, at) => store.reject({ ...rejection, at })));
    }
    await store.close();
    const root = open({ path: folder, noSubdir: false, overlappingSync: false });
    expect(root.openDB('rejections', { encoding: 'json' }).getKeysCount()).to.be.within(1000, 1200);
    await root.close();
  });

  it('refuses a path that is a file, with the path in the message', async () => {
    await writeFile(join(folder, 'file'), '');
    const error = await failureOf(openStore(`lmdb://${folder}/file`));
    expect(error).to.be.instanceOf(StoreConfigurationError);
    expect(error.message)
      .to.include(`lmdb://${folder}/file`)
      .and.to.match(/folder/);
  });

  it('refuses a data file that is not one of LMDB', async () => {
    await writeFile(join(folder, 'data.mdb'), 'somebody else wrote this');
    const error = await failureOf(openStore(`lmdb://${folder}`));
    expect(error).to.be.instanceOf(StoreConfigurationError);
    expect(error.message).to.include('not an LMDB data file');
  });

  it('refuses a data file of another format', async () => {
    await (await openStore(`lmdb://${folder}`)).close();
    const root = open({ path: folder, noSubdir: false, overlappingSync: false });
    await root.openDB('meta', { encoding: 'json' }).put('format', 99);
    await root.close();
    const error = await failureOf(openStore(`lmdb://${folder}`));
    expect(error).to.be.instanceOf(StoreConfigurationError);
    expect(error.message).to.include('format is 99');
  });

  it('opens a folder from before there were counters and a feed, and goes on in it', async () => {
    const root = open({ path: folder, noSubdir: false, overlappingSync: false });
    const recordId = newId();
    const due = Buffer.alloc(8);
    due.writeDoubleBE(5);
    await root.openDB('meta', { encoding: 'json' }).put('format', 1);
    const records = root.openDB('records', { encoding: 'binary', useVersions: true });
    await records.put(recordId, Buffer.concat([due, Buffer.from('old')]), 3);
    await root.openDB('due', { encoding: 'binary' }).put([5, recordId], Buffer.alloc(0));
    await root.close();
    const store = await openStore(`lmdb://${folder}`);
    expect(await store.read(recordId)).to.eql({ version: 3, body: Buffer.from('old') });
    expect(await store.totals(['sessions'])).to.eql([new Map()]);
    expect(await store.feed({ limit: 1 })).to.eql({ entries: [], end: '0', gap: false });
    const add = [{ counter: 'sessions', field: 'mfa', by: 1 }];
    const changes = [Buffer.from('new')];
    const next = { recordId, expectedVersion: 3, body: changes[0] as Buffer, add, changes };
    const version = await written(store, next);
    expect(version).to.be.above(3);
    expect((await store.read(recordId))?.version).to.equal(version);
    expect(await store.due(9, 9)).to.eql([]);
    expect(await store.totals(['sessions'])).to.eql([new Map([['mfa', 1]])]);
    expect((await store.feed({ limit: 1 })).end).to.equal('1');
    await store.close();
  });

  it('opens beside a folder whose name holds dots and spaces', async () => {
    const path = join(folder, 'v1.2 data');
    await mkdir(path);
    const store = await openStore(`lmdb://${path}`);
    expect((await store.health()).writable).to.equal(true);
    await store.close();
  });
});
