import { expect } from 'chai';
import { connectMachine } from 'connect-tracker/machines';
import { foldPath, pathsOf, runPath } from 'connect-tracker/testing';

describe('every transition of the machine', () => {
  for (const path of pathsOf(connectMachine))
    it(path.name, () => {
      const run = runPath(connectMachine, path);
      expect(run.taken.at(-1)?.transition).to.deep.equal(path.transition);
      // A plain actor and the tracker's fold come to the same, with the same effects at the same times.
      expect(run).to.deep.equal(foldPath(connectMachine, path));
    });
});
