import { expect } from 'chai';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { fold } from '../../../lib/fold/fold.ts';
import { failingAt, failingEntries, failingIndex } from '../../../lib/tracker/failing.ts';
import { institutionRecordIdOf, sessionIdOf } from '../../../lib/tracker/ids.ts';
import { connect, customerOf, event, HOUR, MINUTE, T0 } from '../../support/fold.ts';

const RECORD = 'a'.repeat(24);
const BANK = { institutionId: '101732' };

function entries(log: readonly LoggedEvent[], wait = 0) {
  const { folded } = fold(connect, log, log.at(-1)!.at + wait);
  return failingEntries(RECORD, customerOf({ log, folded }));
}

function at(log: readonly LoggedEvent[], wait = 0) {
  return fold(connect, log, log.at(-1)!.at + wait).folded.sessions.map(failingAt);
}

const adding = [event('started', 0), event('adding', MINUTE, BANK)];
const unreachable = [...adding, event('unableToConnect', 2 * MINUTE, { ...BANK, code: 102 })];
const index = failingIndex(institutionRecordIdOf('connect', '101732'));
const member = sessionIdOf(RECORD, adding[0]!);

describe('the sessions that fail at an institution', () => {
  it('are those that are stuck there, from when they are', () => {
    expect(entries(adding, 5 * MINUTE - 1)).to.deep.equal([]);
    expect(entries(adding, 5 * MINUTE)).to.deep.equal([{ index, score: T0 + 6 * MINUTE, member }]);
  });

  it('are those that cannot connect, from when that was said, and later too', () => {
    for (const wait of [0, HOUR])
      expect(entries(unreachable, wait)).to.deep.equal([{ index, score: T0 + 2 * MINUTE, member }]);
  });

  it('are none that go on, ended, or are stuck where no institution is known', () => {
    expect(at([...unreachable, event('adding', 3 * MINUTE)])).to.deep.equal([undefined]);
    expect(at([...unreachable, event('done', 3 * MINUTE)])).to.deep.equal([undefined]);
    expect(at(unreachable, 3 * HOUR)).to.deep.equal([undefined]);
    expect(at([event('started', 0)], 15 * MINUTE)).to.deep.equal([undefined]);
    expect(at([...adding, event('institutionNotFound', 2 * MINUTE)], 10 * MINUTE)).to.deep.equal([undefined]);
  });

  it('count where the customer is now', () => {
    const moved = [...adding, event('adding', 2 * MINUTE, { institutionId: '102176' })];
    expect(at(moved, 5 * MINUTE)).to.deep.equal(['102176']);
  });

  it('are counted each', () => {
    const both = [
      ...unreachable.map((one) => ({ ...one, key: 'A' })),
      ...unreachable.map((one) => ({ ...one, key: 'B' })),
    ];
    const log = both.sort((a, b) => a.at - b.at);
    const found = entries(log);
    expect(found).to.have.length(2);
    expect(new Set(found.map((one) => one.member))).to.have.property('size', 2);
  });
});
