import { expect } from 'chai';
import fc from 'fast-check';
import { emptyRecord, receive } from '../../../lib/fold/record.ts';
import type { CounterChange } from '../../../lib/store/store.ts';
import { funnelFigures, funnelSteps } from '../../../lib/tracker/funnel-figures.ts';
import { standingsOf } from '../../../lib/tracker/standing.ts';
import { connect, customerOf, DAY } from '../../support/fold.ts';
import { deliver, history } from '../../support/histories.ts';

const CASES = Math.min(1_000, Number(process.env['PROPERTY_CASES'] ?? 1_000));

/** Counters after changes, those at 0 left out. */
function counted(...changes: readonly CounterChange[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { counter, field, by } of changes) {
    const name = `${counter} ${field}`;
    totals[name] = (totals[name] ?? 0) + by;
  }
  return Object.fromEntries(Object.entries(totals).filter(([, total]) => total !== 0));
}

describe('what a session adds to the funnel', function () {
  this.timeout(60_000);

  it(`one step on is the difference of all it adds, for ${CASES} random histories`, () => {
    let steps = 0;
    fc.assert(
      fc.property(history, (given) => {
        let record = emptyRecord;
        for (const event of deliver(given)) {
          const before = standingsOf(customerOf(record));
          record = receive(connect, record, event, event.receivedAt + DAY / 24).record;
          const after = standingsOf(customerOf(record));
          for (const old of before)
            for (const fresh of after) {
              const change = funnelSteps(old, fresh);
              if (change === undefined) continue;
              steps += 1;
              expect(counted(...funnelFigures(old), ...change)).to.deep.equal(
                counted(...funnelFigures(fresh)),
              );
            }
        }
      }),
      { numRuns: CASES },
    );
    expect(steps).to.be.greaterThan(CASES);
  });

  it('of ids unlike any that has been seen is in no list of institutions, but in the figures', () => {
    for (const institutionId of ['x'.repeat(131), 'a\u0007b', '\ud800']) {
      const standing = {
        ...standingsOf(customerOf(emptyRecord))[0]!,
        machine: 'connect',
        provider: 'connect',
        day: '2026-03-02',
        connection: 'oauth',
        outcome: 'open',
        path: [{ stage: 'adding', at: 0, institutionId }],
      } as const;
      const counters = funnelFigures(standing as Parameters<typeof funnelFigures>[0]).map(
        (one) => one.counter,
      );
      expect(counters.some((counter) => counter.startsWith('institutions:'))).to.equal(false);
      expect(counters.filter((counter) => counter.startsWith('funnel:connect:2026-03-02:'))).to.have.length(
        2,
      );
    }
  });
});
