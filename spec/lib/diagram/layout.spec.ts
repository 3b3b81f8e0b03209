import { expect } from 'chai';
import { type AnyStateMachine, createMachine } from 'xstate';
import { type Chart, toChart } from '../../../lib/diagram/chart.ts';
import { type Layout, layOut, type Place, type Point } from '../../../lib/diagram/layout.ts';
import { linesOf } from '../../../lib/diagram/lines.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { verificationMachine } from '../../../machines/verification.ts';

const room = {
  box: (name: string) => ({ width: 40 + 8 * name.length, height: 46 + 15 * (name.length % 4) }),
  label: () => ({ width: 80, height: 18 }),
};

/** Points on a line, close together: straight down or leaning in between, as it is drawn. */
function along(points: readonly Point[]): Point[] {
  return points.slice(1).flatMap((end, index) => {
    const start = points[index] as Point;
    return Array.from({ length: 51 }, (_, step) => {
      const t = step / 50;
      const share = 3 * t ** 2 * (1 - t) + t ** 3;
      const half = (start.y + end.y) / 2;
      const y = (1 - t) ** 3 * start.y + 3 * t * (1 - t) * half + t ** 3 * end.y;
      return { x: start.x + share * (end.x - start.x), y };
    });
  });
}

const isInside = ({ x, y }: Point, place: Place) =>
  Math.abs(x - place.x) < place.width / 2 - 0.5 && Math.abs(y - place.y) < place.height / 2 - 0.5;

const overlap = (one: Place, other: Place) =>
  Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
  Math.abs(one.y - other.y) < (one.height + other.height) / 2;

const charts: Record<string, Chart> = {
  connect: toChart(connectMachine as AnyStateMachine),
  verification: toChart(verificationMachine),
};

describe('the layout of a chart', () => {
  for (const [name, chart] of Object.entries(charts))
    describe(name, () => {
      const layout: Layout = layOut(chart, room);
      const boxes = [...layout.boxes];

      it('lays no box over another, nor out of the picture', () => {
        for (const [index, [one, place]] of boxes.entries()) {
          expect(place.x - place.width / 2, one).to.be.at.least(0);
          expect(place.x + place.width / 2, one).to.be.at.most(layout.width);
          expect(place.y + place.height / 2, one).to.be.at.most(layout.height);
          for (const [other, its] of boxes.slice(index + 1))
            expect(overlap(place, its), `${one}, ${other}`).to.equal(false);
        }
      });

      it('leads lines from box to box, and through none', () => {
        for (const [{ from, to }, points] of linesOf(layout)) {
          const [first, last] = [layout.boxes.get(from)!, layout.boxes.get(to)!];
          expect(points[0]?.y).to.equal(first.y + first.height / 2);
          expect(points.at(-1)?.y).to.equal(last.y - last.height / 2);
          for (const point of along(points))
            for (const [other, place] of boxes)
              expect(isInside(point, place), `${from} to ${to} through ${other}`).to.equal(false);
        }
      });

      it('leads all lines downwards, and lets no two end at one point', () => {
        const finishes = [...linesOf(layout)].map(([{ to }, points]) => `${to} ${points.at(-1)?.x}`);
        expect(new Set(finishes)).to.have.lengthOf(finishes.length);
        for (const [, points] of linesOf(layout))
          expect(points.map(({ y }) => y)).to.deep.equal(points.map(({ y }) => y).toSorted((a, b) => a - b));
      });

      it('has at most four stages beside each other, and the endings below all others', () => {
        const rows = chart.stages.map(({ name }) => layout.boxes.get(name)!.row);
        for (const row of new Set(rows)) expect(rows.filter((one) => one === row).length).to.be.at.most(4);
        const [endings, others] = [true, false].map((ends) =>
          chart.stages
            .filter((stage) => stage.ends === ends)
            .map((stage) => layout.boxes.get(stage.name)!.row),
        );
        expect(Math.min(...endings!)).to.be.above(Math.max(...others!));
      });
    });

  it('lets lines leave a box, and come to one, in the order in which they do not cross', () => {
    const on = (...stages: string[]) => ({ on: Object.fromEntries(stages.map((stage) => [stage, stage])) });
    const states = { a: on('d', 'b', 'c'), b: on('e'), c: on('e'), d: on('e'), e: {} };
    const lines = [...linesOf(layOut(toChart(createMachine({ initial: 'a', states })), room))];
    const ends = lines.map(([, points]) => [points[0]!.x, points.at(-1)!.x] as const);
    for (const some of [ends.slice(0, 3), ends.slice(3)]) {
      const sorted = some.toSorted(([one], [other]) => one - other);
      expect(sorted.map(([, end]) => end)).to.deep.equal(
        some.map(([, end]) => end).toSorted((x, y) => x - y),
      );
    }
  });

  it('names the events of a line where it passes', () => {
    const layout = layOut(charts['connect']!, room);
    const lines = linesOf(layout);
    for (const [arrow, { label }] of layout.ways)
      expect(
        along(lines.get(arrow)!).some(({ x, y }) => Math.hypot(x - label.x, y - label.y) < 8),
        `${arrow.from} to ${arrow.to}`,
      ).to.equal(true);
  });
});
