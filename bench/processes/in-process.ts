/** Runs a bench that measures in its own process, there compiled, and answers with its verdicts. */
import { benchFold } from '../fold.ts';
import { benchRecord } from '../record.ts';
import { answerParent } from './answer.ts';

const benches = { fold: benchFold, record: benchRecord };

/** Which bench, and how much of it: 1 is all. */
export interface InProcessOrder {
  readonly bench: keyof typeof benches;
  readonly share: number;
}

answerParent(({ bench, share }: InProcessOrder) => benches[bench](share));
