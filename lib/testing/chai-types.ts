import type { Outcome, WaitingOn } from '../../machines/index.ts';
import type { KnownStage } from './known-stages.ts';

declare global {
  namespace Chai {
    /**
     * `at` is also a word that only makes sentences, `expect(5).to.be.at.least(4)`, and every such word of chai takes any text
     * when it is called. So this one takes any text that is not known beforehand, and of literal ones the known stages.
     */
    type AtStage = Pick<Assertion, keyof Assertion> &
      (<S extends string>(
        stage: S extends KnownStage ? S : string extends S ? S : `KnownStages has no stage ${S}`,
      ) => Assertion);

    interface Assertion {
      /** It is in that stage, or was at its end. */
      at: AtStage;
      /** Its stage lasts longer than it may. */
      stuck(): Assertion;
      /** Who has to act for it to go on. */
      waitingOn(who: WaitingOn): Assertion;
      /** It goes on (`open`), or ended so. */
      outcome(outcome: Outcome): Assertion;
      /** It went through these stages and no others, in that order. Needs a session with its timeline. */
      visited(stages: readonly KnownStage[]): Assertion;
    }
  }
}
