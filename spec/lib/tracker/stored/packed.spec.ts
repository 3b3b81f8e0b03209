import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { DICTIONARY } from '../../../../lib/tracker/stored/dictionary.ts';
import { isPacked, unpack } from '../../../../lib/tracker/stored/packed.ts';

describe('a packed record', () => {
  it('can be read for ever: its dictionary never changes, another one gets the next number', () => {
    const digest = createHash('sha256').update(DICTIONARY).digest('hex');
    expect(digest).to.equal('02bfd027191eb90a6f0351a5c440a7b8dd18f5c9f7cb8634f1d057d75d13c8f1');
  });

  it('of an earlier day is read as it was written', () => {
    const body = Buffer.from('AQABASNFZ4mrze8BI0VnI7H8MDcwMKRhGYKvDEBpEZPfBImtBQA=', 'base64');
    expect(isPacked(body)).to.equal(true);
    expect(unpack(body)).to.deep.equal({
      stored: {
        format: 4,
        provider: 'connect',
        customerId: '7001',
        by: 'connect@3#1lxwjz',
        firedAt: 0,
        log: [
          [1790000004000, 850, 'started', 0, {}],
          [9200, 850, 'adding', 0, { institutionId: '101732' }],
          [3100, 850, 'done', 0, { eventTrigger: 'userExit' }],
        ],
        sessions: [],
      },
      apart: ['0123456789abcdef01234567'],
    });
  });

  it('that was packed by a form from a newer version is refused, to be asked for again', () => {
    expect(() => unpack(Buffer.from([2, 0, 0])))
      .to.throw()
      .with.include({ code: 'record-newer', retryable: true });
  });

  it('that is damaged is told to be unreadable', () => {
    for (const bytes of [[1], [1, 0], [1, 0, 0, 1, 2, 3], [1, 0xff, 0xff, 1]])
      expect(() => unpack(Buffer.from(bytes)), String(bytes))
        .to.throw()
        .with.include({ code: 'record-unreadable' });
  });
});
