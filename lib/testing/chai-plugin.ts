import {
  describeOther,
  describePlace,
  describeStuck,
  isToldSession,
  nameOf,
  type ToldSession,
  visitedStages,
} from './told-session.ts';

/** The part of an assertion of chai that is used here; chai itself is not loaded. */
interface ChaiAssertion {
  readonly _obj: unknown;
  assert(
    holds: boolean,
    message: string,
    negated: string,
    expected?: unknown,
    actual?: unknown,
    showDiff?: boolean,
  ): void;
}

/** The part of chai that is used here: what `use` gives to a plugin. */
export interface ChaiLike {
  readonly Assertion: {
    // biome-ignore lint/suspicious/noExplicitAny: as chai has it
    addChainableMethod(name: string, method: (this: any, ...given: any[]) => void): void;
    // biome-ignore lint/suspicious/noExplicitAny: as chai has it
    addMethod(name: string, method: (this: any, ...given: any[]) => void): void;
  };
}

/** The part of its utilities that is used here. */
export interface ChaiUtilsLike {
  flag(assertion: object, name: string): unknown;
}

/** What is to hold of a session, and how it is said. */
interface Claim {
  readonly holds: boolean;
  /** What it is expected to do, e.g. `be at mfa`. */
  readonly what: string;
  /** What it does instead, e.g. `is at adding`. */
  readonly is: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly showDiff?: boolean;
}

/** A text says why it cannot be told. */
type ClaimOf = (session: ToldSession, given: unknown) => Claim | string;

/**
 * Assertions on what a tracker says of a session: on `customer`, on each of `sessions` and `list`, and on `session`.
 *
 * | assertion | holds when |
 * |---|---|
 * | `.to.be.at(stage)` | it is in that stage, or was at its end |
 * | `.to.be.stuck()` | its stage lasts longer than it may |
 * | `.to.be.waitingOn(who)` | `customer`, `institution`, `provider` or `nobody` has to act |
 * | `.to.have.outcome(outcome)` | it goes on (`open`), or ended so |
 * | `.to.have.visited(stages)` | it went through these stages and no others, in that order; needs a timeline |
 *
 * For chai from 5 on, and for vitest, whose `expect` is made of chai.
 *
 * @example
 * import { expect, use } from 'chai'; // in vitest: import { chai, expect } from 'vitest', and chai.use
 *
 * use(chaiConnectTracker);
 * expect(await t.customer('7001')).to.be.at('mfa').and.not.to.be.stuck();
 * expect((await t.sessions('7001'))[0]).to.have.visited(['started', 'institutionSupported', 'adding', 'mfa']);
 */
export function chaiConnectTracker({ Assertion }: ChaiLike, { flag }: ChaiUtilsLike): void {
  const holding = (claimOf: ClaimOf) =>
    function (this: ChaiAssertion, given: unknown): void {
      const told = this._obj;
      const claim = isToldSession(told) ? claimOf(told, given) : describeOther(told);
      if (typeof claim !== 'string') check(this, nameOf(told as ToldSession), claim);
      // It fails whether or not it is negated.
      else this.assert(flag(this, 'negate') === true, claim, claim);
    };
  const { at, ...others } = claims;
  // It also stays the word that it is in `.at.least(1)`.
  Assertion.addChainableMethod('at', holding(at));
  for (const [name, claimOf] of Object.entries(others)) Assertion.addMethod(name, holding(claimOf));
}

function check(assertion: ChaiAssertion, name: string, claim: Claim): void {
  const { holds, what, is, expected, actual, showDiff = false } = claim;
  assertion.assert(
    holds,
    `expected ${name} to ${what}, but it ${is}`,
    `expected ${name} not to ${what}, but it ${is}`,
    expected,
    actual,
    showDiff,
  );
}

const claims = {
  at: (session, stage) => ({
    holds: session.stage === stage,
    what: `be at ${stage}`,
    is: `is ${describePlace(session)}`,
    expected: stage,
    actual: session.stage,
  }),
  stuck: (session) => ({
    holds: session.stuck,
    what: 'be stuck',
    is: `is ${describeStuck(session)}, ${describePlace(session)}`,
    expected: true,
    actual: session.stuck,
  }),
  waitingOn: (session, who) => ({
    holds: session.waitingOn === who,
    what: `be waiting on ${who}`,
    is: `is waiting on ${session.waitingOn}, ${describePlace(session)}`,
    expected: who,
    actual: session.waitingOn,
  }),
  outcome: (session, outcome) => ({
    holds: session.outcome === outcome,
    what: `have the outcome ${outcome}`,
    is: `has ${session.outcome}, ${describePlace(session)}`,
    expected: outcome,
    actual: session.outcome,
  }),
  visited: (session, stages) => claimOfVisits(session, stages as readonly string[]),
} as const satisfies Record<string, ClaimOf>;

function claimOfVisits(session: ToldSession, stages: readonly string[]): Claim | string {
  if (session.timeline === undefined)
    return `visited needs a session with its timeline, and ${nameOf(session)} came without: give it one of t.sessions('${session.customerId}'), or tracker.session('${session.sessionId}')`;
  const visited = visitedStages(session.timeline);
  return {
    holds: visited.length === stages.length && visited.every((stage, index) => stage === stages[index]),
    what: `have visited ${stages.join(', ')}`,
    is: `has visited ${visited.join(', ')}`,
    expected: stages,
    actual: visited,
    showDiff: true,
  };
}
