import { expect } from 'chai';
import fc from 'fast-check';
import { createMachine } from 'xstate';
import { createDefinition } from '../../../../lib/fold/definition.ts';
import { type HistoryOptions, histories } from '../../../../lib/testing/laws/histories.ts';
import { CONNECT_ORDER } from '../../../../machines/connect-events.ts';
import { connectDelays } from '../../../../machines/connect-setup.ts';
import { connect } from '../../../support/fold.ts';

function happenings(options: HistoryOptions = {}, definition = connect) {
  return fc
    .sample(histories(definition, options), { numRuns: 500, seed: 1 })
    .flatMap((one) => one.happenings);
}

describe('random histories', () => {
  it('have every type of the machine, those that move it more often, and one that nobody knows', () => {
    const found = happenings();
    const count = (type: string) => found.filter((one) => one.type === type).length;
    const types = new Set(found.map(({ type }) => type));
    expect([...types]).to.have.members([...CONNECT_ORDER, 'somethingNew']);
    expect(count('mfa')).to.be.greaterThan(2 * count('documentUpload'));
    const unknown = found.filter(({ status }) => status === 'unknown');
    expect(new Set(unknown.map(({ type }) => type))).to.deep.equal(new Set(['somethingNew']));
  });

  it('have what a machine handles, where it names no order', () => {
    const machine = createMachine({
      on: { go: '.a', '*': '.a' },
      initial: 'a',
      states: { a: { after: { 5: 'a' } } },
    });
    const types = new Set(happenings({}, createDefinition(machine)).map(({ type }) => type));
    expect([...types]).to.have.members(['go', 'somethingNew']);
  });

  it('have the types, contents and keys that they are given, as often as they are named', () => {
    const found = happenings({
      types: ['mfa', 'mfa', 'mfa', 'mfa', 'news'],
      data: (type) => fc.constant({ type }),
      keys: ['mine'],
    });
    const news = found.filter(({ type }) => type === 'news');
    expect(news.length).to.be.within(found.length / 8, found.length / 3);
    for (const { type, data, status } of found) {
      expect(data).to.deep.equal({ type });
      expect(status).to.equal(type === 'news' ? 'unknown' : undefined);
    }
    expect(new Set(found.map(({ key }) => key))).to.deep.equal(new Set(['mine', undefined]));
    expect(happenings({ keys: [] }).every(({ key }) => key === undefined)).to.equal(true);
  });

  it('have gaps as long as each delay of the machine, and those that they are given', () => {
    const gaps = new Set(happenings({ gaps: [77] }).map(({ gap }) => gap));
    for (const delay of [0, 77, ...Object.values(connectDelays)]) expect(gaps).to.include(delay);
  });

  it('have deliveries that come at once, late, again and in any order, with and without sweeps', () => {
    const all = fc.sample(histories(connect), { numRuns: 200, seed: 1 });
    const copies = all.flatMap((one) => one.happenings.flatMap((each) => each.copies));
    expect(copies.some(({ delay }) => delay === 0)).to.equal(true);
    expect(copies.some(({ delay }) => delay > connectDelays.abandonAfter)).to.equal(true);
    expect(new Set(copies.map(({ swept }) => swept)).size).to.equal(2);
    expect(new Set(all.map(({ shuffled }) => shuffled)).size).to.equal(2);
    const counts = all.flatMap((one) => one.happenings.map((each) => each.copies.length));
    expect(new Set(counts)).to.deep.equal(new Set([1, 2, 3]));
  });
});
