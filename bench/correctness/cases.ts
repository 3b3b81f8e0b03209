/** What can happen to a session's events on their way. */
export interface Case {
  readonly name: string;
  /** Delivers the bodies of one session, the given one of many, and resolves when all are answered. */
  deliver(post: Post, bodies: readonly string[], number: number): Promise<unknown>;
}

export type Post = (body: string) => Promise<unknown>;

const COPIES = 8;

export const cases: readonly Case[] = [
  { name: 'all 8 events at once', deliver: atOnce },
  {
    name: '8 copies of each at once',
    async deliver(post, bodies) {
      for (const body of bodies)
        await atOnce(
          post,
          Array.from({ length: COPIES }, () => body),
        );
    },
  },
  {
    name: 'two neighbours swapped',
    deliver: (post, bodies, number) => inTurn(post, swapped(bodies, number % (bodies.length - 1))),
  },
  {
    name: 'all at once, shuffled',
    deliver: (post, bodies, number) => atOnce(post, shuffled(bodies, number)),
  },
  {
    name: 'an old event after `done`',
    deliver(post, bodies, number) {
      const index = number % (bodies.length - 1);
      return inTurn(post, [...bodies.toSpliced(index, 1), bodies[index]!]);
    },
  },
];

function atOnce(post: Post, bodies: readonly string[]): Promise<unknown> {
  return Promise.all(bodies.map(post));
}

async function inTurn(post: Post, bodies: readonly string[]): Promise<void> {
  for (const body of bodies) await post(body);
}

/** Of those at an index and behind it. */
function swapped<T>(list: readonly T[], index: number): T[] {
  return list.toSpliced(index, 2, list[index + 1]!, list[index]!);
}

/** By Fisher and Yates; the seed decides, so that all get the same. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const order = [...list];
  let state = seed + 1;
  for (let last = order.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const other = (state >>> 16) % (last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
