import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { createWriter } from '../../../../lib/store/embedded/writer.ts';
import { failureOf } from '../../../support/failure-of.ts';

const limits = { deadline: 20, problemLifetime: 60_000 };

describe('writing to LMDB', () => {
  it('has an end where LMDB never answers', async () => {
    const error = await failureOf(createWriter('lmdb://x', limits).write(() => new Promise(() => {})));
    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(error.message).to.match(/lmdb:\/\/x cannot be written.*restart this process/);
  });

  it('tells the cause that LMDB hands over beside the error', async () => {
    const error = Object.assign(new Error('Commit failed'), {
      commitError: Promise.reject(new Error('no space')),
    });
    const failure = await failureOf(createWriter('lmdb://x', limits).write(() => Promise.reject(error)));
    expect(failure.message).to.include('no space');
  });

  it('has a problem after a failure, until a write succeeds', async () => {
    const writer = createWriter('lmdb://x', limits);
    expect(writer.problem()).to.equal(undefined);
    const error = await failureOf(writer.write(() => Promise.reject(new Error('no space'))));
    expect(writer.problem()).to.equal(error.message);
    expect(await writer.write(async () => 'done')).to.equal('done');
    expect(writer.problem()).to.equal(undefined);
  });

  it('forgets a failure in time, so that writes are sent its way again', async () => {
    const writer = createWriter('lmdb://x', { ...limits, problemLifetime: 0 });
    await failureOf(writer.write(() => Promise.reject(new Error('no space'))));
    expect(writer.problem()).to.equal(undefined);
  });

  it('turns what reading throws into the store being unavailable', async () => {
    const read = () => {
      throw new Error('MDB_CORRUPTED');
    };
    expect(() => createWriter('lmdb://x').reading(read)).to.throw(StoreUnavailableError, /MDB_CORRUPTED/);
  });
});
