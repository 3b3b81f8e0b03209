import { expect } from 'chai';
import { COSTS, needOf, simulateDay, TRAFFIC } from '../../bench/simulate.ts';

const traffic = (sessionsAMonth: number) => ({ ...TRAFFIC, sessionsAMonth, retried: 0 });

describe('the simulation of a day', () => {
  it('has eight events for each session, at the hours at which people are awake', () => {
    const day = simulateDay(traffic(30 * 86_400));
    expect(day.mean).to.be.closeTo(8, 0.1);
    expect(day.busiestHour).to.be.closeTo(1.65 * 8, 0.5);
    expect(day.busiestSecond).to.be.above(day.busiestHour);
  });

  it('has the same events each time', () => {
    expect(simulateDay(traffic(1e5))).to.deep.equal(simulateDay(traffic(1e5)));
  });

  it('counts what comes once more', () => {
    const [once, again] = [traffic(1e7), { ...traffic(1e7), retried: 0.5 }].map((given) =>
      simulateDay(given),
    );
    expect(again!.mean / once!.mean).to.be.closeTo(1.5, 0.01);
  });
});

describe('what a day takes', () => {
  const day = { mean: 800, busiestHour: 1_000, busiestSecond: 1_400 };

  it('is CPU for the busiest second, of which a part is left free', () => {
    const costs = { ...COSTS, delivery: 1_000, question: 400, commit: 100, read: 20 };
    const { cores, mastersByCpu } = needOf({ ...traffic(0), questions: 8 }, day, costs);
    // 1,400 events and as many questions: 1.96 s of processes, 0.17 s of Redis.
    expect({ cores, mastersByCpu }).to.deep.equal({ cores: 3, mastersByCpu: 1 });
  });

  it('is memory for all sessions that are kept', () => {
    const { memory, mastersByMemory } = needOf({ ...traffic(0), kept: 30 }, day, { ...COSTS, bytes: 1_000 });
    expect(memory).to.be.closeTo(259.2, 0.1);
    expect(mastersByMemory).to.equal(14);
  });
});
