/** A test runner that gives tests no context: they take their limit from the last argument, as in vitest. */

type Body = () => unknown;

interface Test {
  readonly title: string;
  /** Absent where it is left out. */
  readonly body?: Body;
  readonly timeout?: number;
  readonly before: readonly Body[];
  readonly after: readonly Body[];
}

/** What became of a test. */
export interface Result {
  readonly title: string;
  readonly timeout?: number;
  readonly outcome: 'passed' | 'failed' | 'left out';
  readonly error?: string;
}

interface Suite {
  readonly titles: readonly string[];
  readonly before: Body[];
  readonly after: Body[];
}

/** Takes what `declare` describes, and runs it. Sets globals, so it needs a process of its own. */
export async function runBare(declare: () => Promise<void>): Promise<Result[]> {
  const tests: Test[] = [];
  let suite: Suite = { titles: [], before: [], after: [] };
  const add = (title: string, body?: Body, timeout?: number): void => {
    tests.push({
      title: [...suite.titles, title].join(' '),
      before: suite.before,
      after: suite.after,
      ...(body !== undefined && { body }),
      ...(timeout !== undefined && { timeout }),
    });
  };
  const describe = (title: string, body: Body): void => {
    const outer = suite;
    suite = { titles: [...outer.titles, title], before: [...outer.before], after: [...outer.after] };
    body();
    suite = outer;
  };
  const it = Object.assign((title: string, body: Body, timeout: number) => add(title, body, timeout), {
    skip: (title: string) => add(title),
  });
  const beforeEach = (body: Body) => suite.before.push(body);
  const afterEach = (body: Body) => suite.after.unshift(body);
  Object.assign(globalThis, { describe, it, beforeEach, afterEach });
  await declare();
  const results: Result[] = [];
  for (const test of tests) results.push(await run(test));
  return results;
}

async function run({ title, body, timeout, before, after }: Test): Promise<Result> {
  if (body === undefined) return { title, outcome: 'left out' };
  const told = { title, ...(timeout !== undefined && { timeout }) };
  let error: unknown;
  for (const step of [...before, body]) error ??= await failureIn(step);
  for (const step of after) {
    const failure = await failureIn(step);
    error ??= failure;
  }
  if (error === undefined) return { ...told, outcome: 'passed' };
  return { ...told, outcome: 'failed', error: error instanceof Error ? error.message : String(error) };
}

async function failureIn(step: Body): Promise<unknown> {
  try {
    await step.call(undefined);
    return undefined;
  } catch (error) {
    return error;
  }
}
