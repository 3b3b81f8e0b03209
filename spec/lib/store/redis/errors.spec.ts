import { expect } from 'chai';
import { StoreConfigurationError, StoreUnavailableError } from '../../../../lib/errors.ts';
import { misconfigured, unavailable } from '../../../../lib/store/redis/errors.ts';

describe('an error of Redis', () => {
  const replies: [string, RegExp][] = [
    ["READONLY You can't write against a read only replica.", /primary/],
    ['LOADING Redis is loading the dataset in memory', /loading its data/],
    ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", /lost its primary/],
    ['MOVED 3999 127.0.0.1:6381', /redis\+cluster/],
    ['CLUSTERDOWN The cluster is down', /slots/],
    ['TRYAGAIN Multiple keys request during rehashing of slot', /moving/],
    ["OOM command not allowed when used memory > 'maxmemory'.", /memory is full/],
    ['MISCONF Redis is configured to save RDB snapshots', /disk/],
    ['NOREPLICAS Not enough good replicas to write.', /replicas/],
    ['BUSY Redis is busy running a script.', /busy/],
    ['NOAUTH Authentication required.', /password/],
    ['WRONGPASS invalid username-password pair or user is disabled.', /password/],
    ["NOPERM this user has no permissions to run the 'evalsha' command", /may not run/],
    ['WRONGTYPE Operation against a key holding the wrong kind of value', /not ours/],
    ['ASK 3999 127.0.0.1:6381', /ASK/],
  ];
  for (const [reply, meaning] of replies) {
    it(`is told as the store being unavailable, in plain words: ${reply.split(' ')[0]}`, () => {
      const error = unavailable('redis://h', new Error(reply));
      expect(error).to.be.instanceOf(StoreUnavailableError);
      expect(error.retryable).to.equal(true);
      expect(error.message).to.match(meaning).and.include('redis://h').and.include(reply.replace(/\.$/, ''));
    });
  }

  const words: [string, RegExp][] = [
    ["Stream isn't writeable and enableOfflineQueue options is false", /not connected/],
    ["Cluster isn't ready and enableOfflineQueue options is false", /not connected/],
    ['Connection is closed.', /connection is gone/],
    ['Reached the max retries per request limit (which is 0).', /connection broke/],
    ['Command timed out', /did not answer in time/],
  ];
  for (const [message, meaning] of words) {
    it(`of the client is told in plain words: ${message.split(' ')[0]}`, () => {
      expect(unavailable('redis://h', new Error(message)).message).to.match(meaning);
    });
  }

  it('does not bring along the command that failed, with its bodies and passwords', () => {
    const reply = Object.assign(new Error('OOM'), { command: { name: 'auth', args: ['secret'] } });
    expect(JSON.stringify(Object.entries(unavailable('redis://h', reply)))).to.not.include('secret');
    expect(unavailable('redis://h', reply).cause).to.equal(undefined);
  });

  it('does not repeat the arguments of a command that Redis does not know', () => {
    const reply = new Error(
      "ERR unknown command 'evalsha', with args beginning with: '2' 'ct:{p00}:r:secret' ",
    );
    expect(unavailable('redis://h', reply).message).to.include('evalsha').and.not.include('secret');
  });

  it('is told by its code when it has no message', () => {
    const error = unavailable('redis://h', Object.assign(new Error(''), { code: 'ECONNREFUSED' }));
    expect(error.message).to.include('ECONNREFUSED');
  });

  it('is told by the last node when all of a cluster failed', () => {
    const lastNodeError = new Error('WRONGPASS invalid username-password pair');
    const error = Object.assign(new Error('Failed to refresh slots cache.'), { lastNodeError });
    expect(misconfigured('redis+cluster://h', error)?.message).to.include('WRONGPASS');
  });

  it('is a matter of configuration only where waiting does not help', () => {
    expect(misconfigured('redis://h', new Error('NOAUTH'))).to.be.instanceOf(StoreConfigurationError);
    expect(misconfigured('redis://h', new Error('LOADING'))).to.equal(undefined);
    expect(misconfigured('redis://h', new Error('connect ECONNREFUSED'))).to.equal(undefined);
  });
});
