import { benchFold } from './fold.ts';
import { benchRecord } from './record.ts';

await benchFold();
await benchRecord();
