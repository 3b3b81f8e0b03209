/** A test or a hook. */
type Body = () => unknown;

type Describe = (title: string, body: () => void) => void;

interface It {
  (title: string, body: Body, timeout?: number): void;
  skip(title: string, body: Body): void;
}

type Hook = (body: Body, timeout?: number) => void;

/** What the test runner has put there for all to use: mocha always, vitest with `globals: true`. */
interface Runner {
  readonly describe: Describe;
  readonly it: It;
  readonly beforeEach: Hook;
  readonly afterEach: Hook;
}

/** Half a minute: a store may be far away, and a runner's own limit is meant for what is not. */
const TIMEOUT = 30_000;

const runner = globalThis as unknown as Partial<Runner>;

export const describe: Describe = (title, body) => theirs('describe')(title, body);

/** `timeout` in ms. */
export const it = (title: string, body: Body, timeout = TIMEOUT): void =>
  theirs('it')(title, limited(body, timeout), timeout);

/** What is not checked, as the runner shows what it leaves out. */
export const leaveOut = (title: string): void => theirs('it').skip(title, () => {});

export const beforeEach = (body: Body): void => theirs('beforeEach')(limited(body, TIMEOUT), TIMEOUT);

export const afterEach = (body: Body): void => theirs('afterEach')(limited(body, TIMEOUT), TIMEOUT);

function theirs<K extends keyof Runner>(name: K): Runner[K] {
  const found = runner[name];
  if (found === undefined)
    throw new Error(
      `the store contract needs ${name}() as a global: run it in mocha, or in vitest with globals: true`,
    );
  return found;
}

/** Mocha takes a limit from its context, others from the last argument. */
function limited(body: Body, timeout: number): Body {
  return function (this: { timeout?(ms: number): unknown } | undefined) {
    this?.timeout?.(timeout);
    return body();
  } as Body;
}
