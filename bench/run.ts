/**
 * `npm run bench` measures what an event costs. Others take minutes: `npm run bench sweep`, what finding timers costs;
 * `npm run bench lists`, what questions cost by how many sessions there are; `npm run bench feed`, what readers of the stream
 * get, and when.
 */
import { benchFeed } from './feed.ts';
import { benchFold } from './fold.ts';
import { benchLists } from './lists.ts';
import { benchRecord } from './record.ts';
import { benchSweep } from './sweep.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  sweep: benchSweep,
  lists: benchLists,
  feed: benchFeed,
  async events() {
    await benchFold();
    await benchRecord();
  },
};

const { [2]: name = 'events' } = process.argv;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) throw new Error(`no bench is called ${name}: ${Object.keys(benches).join(', ')}`);
await bench();
