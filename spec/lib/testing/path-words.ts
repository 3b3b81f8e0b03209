import { expect } from 'chai';
import type { AnyStateMachine } from 'xstate';
import { foldPath, type PathsOptions, pathsOf, runPath } from '../../../lib/testing/index.ts';

/** Names and steps, the steps in few words: `go` and `go+1000` for events, `1000` for a wait. */
export function pathsIn(machine: AnyStateMachine, options: PathsOptions = {}): Record<string, string> {
  const paths = pathsOf(machine, options);
  for (const path of paths) {
    const run = runPath(machine, path);
    expect(run, path.name).to.deep.equal(foldPath(machine, path));
    expect(run.taken.map(({ transition }) => transition)).to.deep.include(path.transition);
  }
  return Object.fromEntries(
    paths.map(({ name, steps }) => [
      name,
      steps
        .map((step) =>
          'wait' in step ? step.wait : `${step.event.type}${step.after ? `+${step.after}` : ''}`,
        )
        .join(' '),
    ]),
  );
}
