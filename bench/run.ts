/** `npm run bench` measures what an event costs; `npm run bench sweep`, which takes minutes, what finding timers costs. */
import { benchFold } from './fold.ts';
import { benchRecord } from './record.ts';
import { benchSweep } from './sweep.ts';

if (process.argv[2] === 'sweep') await benchSweep();
else {
  await benchFold();
  await benchRecord();
}
