import { expect } from 'chai';
import fc from 'fast-check';
import { delay, drop, duplicate, flows, shuffle, type Timed } from '../../../lib/testing/index.ts';

interface Named extends Timed {
  readonly name: number;
}

const seed = fc.nat(1_000);
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Deliveries in no order at all, some of them late already. */
const traffic: fc.Arbitrary<Named[]> = fc
  .array(fc.record({ at: fc.nat(100_000), late: fc.option(fc.nat(10_000), { nil: undefined }) }), {
    maxLength: 12,
  })
  .map((times) =>
    times.map(({ at, late }, name) => ({
      name,
      at,
      ...(late === undefined ? {} : { arrivesAt: at + late }),
    })),
  );

const disorder = fc.oneof(
  seed.map((of) => (all: readonly Named[]) => shuffle(all, of)),
  fc.record({ share, seed }).map((options) => (all: readonly Named[]) => duplicate(all, options)),
  fc
    .record({ share, seed, by: fc.nat(50_000) })
    .map((options) => (all: readonly Named[]) => delay(all, options)),
);

const arrivalOf = ({ at, arrivesAt = at }: Timed) => arrivesAt;
const namesOf = (all: readonly Named[]) => all.map(({ name }) => name);
const sorted = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);
const startAt = Date.UTC(2026, 2, 2, 9);
const flow = flows.full({ startAt });

function expectInOrder(all: readonly Named[]): void {
  const arrivals = all.map(arrivalOf);
  expect(arrivals).to.deep.equal(sorted(arrivals));
}

describe('any disorder, in any combination', () => {
  it('loses nothing and makes nothing up, and lets nothing arrive before it happens or would have', () =>
    fc.assert(
      fc.property(traffic, fc.array(disorder, { minLength: 1, maxLength: 4 }), (all, ways) => {
        const result = ways.reduce((before, way) => way(before), all);
        expect(new Set(namesOf(result))).to.deep.equal(new Set(namesOf(all)));
        for (const { name, at, arrivesAt } of result) {
          expect(at).to.equal(all[name]?.at);
          if (arrivesAt !== undefined) expect(arrivesAt).to.be.at.least(arrivalOf(all[name]!));
        }
        expectInOrder(result);
      }),
    ));

  it('is the same for the same seed, and leaves what it is given as it is', () =>
    fc.assert(
      fc.property(traffic, disorder, (all, way) => {
        const before = structuredClone(all);
        expect(way(all)).to.deep.equal(way(all));
        expect(all).to.deep.equal(before);
      }),
    ));
});

describe('a shuffle', () => {
  it('has every delivery once', () =>
    fc.assert(
      fc.property(traffic, seed, (all, of) => {
        expect(sorted(namesOf(shuffle(all, of)))).to.deep.equal(namesOf(all));
      }),
    ));

  it('comes to every order', () => {
    const three = [1, 2, 3].map((name) => ({ name, at: name }));
    const orders = Array.from({ length: 60 }, (_, of) => namesOf(shuffle(three, of)).join(''));
    expect([...new Set(orders)].sort()).to.deep.equal(['123', '132', '213', '231', '312', '321']);
  });

  it('lets what was overtaken arrive behind what overtook it', () => {
    const [one, other] = [flow.at(-1)!, flow[1]!];
    const late = Array.from({ length: 20 }, (_, of) => shuffle([other, one], of)).find(
      ([first]) => first?.type === 'done',
    );
    expect(late?.map(({ type, arrivesAt }) => [type, arrivesAt])).to.deep.equal([
      ['done', one.at],
      ['started', one.at],
    ]);
  });

  it('goes by seed 1 where none is given', () => {
    expect(shuffle(flow)).to.deep.equal(shuffle(flow, 1));
    expect(shuffle(flow)).not.to.deep.equal(shuffle(flow, 2));
  });
});

describe('the share of deliveries that is duplicated, delayed or dropped', () => {
  it('is copied once, beside all others', () =>
    fc.assert(
      fc.property(traffic, share, seed, (all, of, by) => {
        const names = namesOf(duplicate(all, { share: of, seed: by }));
        expect(names).to.have.lengthOf(all.length + Math.ceil(of * all.length - 1e-9));
        for (const name of namesOf(all))
          expect(names.filter((one) => one === name).length).to.be.within(1, 2);
      }),
    ));

  it('arrives later by just so much', () =>
    fc.assert(
      fc.property(traffic, share, (all, of) => {
        const waits = delay(all, { by: '1h', share: of }).map(
          (one) => arrivalOf(one) - arrivalOf(all[one.name]!),
        );
        expect(waits.filter((wait) => wait !== 0)).to.deep.equal(
          Array(Math.ceil(of * all.length - 1e-9)).fill(3_600_000),
        );
      }),
    ));

  it('is missing, and nothing else', () =>
    fc.assert(
      fc.property(traffic, share, (all, of) => {
        const left = drop(all, { share: of });
        expect(left).to.have.lengthOf(all.length - Math.ceil(of * all.length - 1e-9));
        expect(namesOf(all)).to.include.members(namesOf(left));
        expectInOrder(left);
      }),
    ));

  it('is half of them by default, and at least one where it is more than none', () => {
    expect(flow).to.have.lengthOf(7);
    expect(drop(flow)).to.have.lengthOf(3);
    expect(duplicate(flow)).to.have.lengthOf(11);
    expect(drop(flow, { share: 0.01 })).to.have.lengthOf(6);
    expect(drop(flow, { share: 0 })).to.deep.equal(flow);
    expect(
      drop(
        Array.from({ length: 100 }, (_, at) => ({ at })),
        { share: 0.07 },
      ),
    ).to.have.lengthOf(93);
  });

  it('is another for another seed', () => {
    const kept = [1, 2, 3, 4, 5].map((of) =>
      drop(flow, { seed: of })
        .map(({ type }) => type)
        .join(),
    );
    expect(new Set(kept)).to.have.property('size').greaterThan(1);
  });

  it('is refused when it is no share', () => {
    for (const wrong of [-0.1, 1.1, Number.NaN]) {
      expect(() => drop(flow, { share: wrong })).to.throw(
        RangeError,
        `drop({ share }) takes a number from 0 to 1`,
      );
      expect(() => duplicate(flow, { share: wrong })).to.throw(RangeError, 'duplicate({ share })');
    }
    expect(() => delay(flow, { by: 'soon' })).to.throw(RangeError, 'delay({ by }) takes a length of time');
  });
});

describe('a copy', () => {
  it('comes at once, or up to about an hour later, as the vendor sends again', () => {
    const waits = Array.from({ length: 40 }, (_, of) => duplicate([{ at: 0 }], { seed: of })[1]?.arrivesAt);
    expect(sorted([...new Set(waits)].map(Number))).to.deep.equal([
      0, 12, 84, 516, 3_108, 18_660, 111_972, 3_711_972,
    ]);
  });
});
