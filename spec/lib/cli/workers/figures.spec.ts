import { expect } from 'chai';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createFigures } from '../../../../lib/cli/workers/figures.ts';
import type { Ending } from '../../../../lib/cli/workers/worker-process.ts';
import { addUp, withoutStore } from '../../../../lib/server/telemetry/report.ts';

/** Something that counts, in this process. */
function counting() {
  const registry = new Registry();
  const registers = [registry];
  const events = new Counter({ name: 'events_total', help: 'e', labelNames: ['kind'], registers });
  const took = new Histogram({ name: 'took', help: 't', buckets: [1, 2], registers });
  const open = new Gauge({ name: 'open', help: 'o', registers });
  const stored = new Gauge({ name: 'stored', help: 's', aggregator: 'first', registers });
  let end: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  return { events, took, open, stored, report: () => registry.getMetricsAsJSON(), ended, end: () => end({}) };
}

describe('what workers have counted', () => {
  it('is summed up, but for what is said of the store: that is said by the one that is asked', async () => {
    const figures = createFigures();
    const [asked, other] = [counting(), counting()];
    for (const [worker, amount] of [
      [asked, 1],
      [other, 2],
    ] as const) {
      figures.join(worker);
      worker.events.inc({ kind: 'a' }, amount);
      worker.took.observe(amount);
      worker.open.set(amount);
      worker.stored.set(amount);
    }
    other.events.inc({ kind: 'b' });
    const text = await textOf(figures, asked);
    expect(text).to.include('events_total{kind="a"} 3').and.include('events_total{kind="b"} 1');
    expect(text).to.include('took_bucket{le="1"} 1').and.include('took_bucket{le="+Inf"} 2');
    expect(text)
      .to.match(/^open 3$/m)
      .and.match(/^stored 1$/m);
  });

  it('stays when they have ended, each once; what they had open does not', async () => {
    const figures = createFigures();
    const [asked, ...others] = [counting(), counting(), counting(), counting()];
    figures.join(asked!);
    for (const worker of others) {
      figures.join(worker);
      worker.events.inc({ kind: 'a' }, 5);
      worker.took.observe(2);
      worker.open.set(1);
      worker.stored.set(9);
    }
    for (const [at, worker] of others.entries()) {
      worker.end();
      await worker.ended;
      const text = await textOf(figures, asked!);
      expect(text).to.include('events_total{kind="a"} 15').and.include('took_bucket{le="2"} 3');
      expect(text).to.match(new RegExp(`^open ${others.length - 1 - at}$`, 'm'));
      expect(text).to.match(/^stored 0$/m);
    }
  });
});

async function textOf(
  figures: ReturnType<typeof createFigures>,
  asked: ReturnType<typeof counting>,
): Promise<string> {
  const others = await figures.others(asked);
  return addUp([await asked.report(), ...others.map(withoutStore)]).metrics();
}
