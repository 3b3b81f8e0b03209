import pMap from 'p-map';
import type { Place, Store } from '../store/store.ts';
import { sharedRecordIdOf } from './ids.ts';
import type { Records } from './records.ts';

const AT_ONCE = 32;
const PAGE = 500;

/**
 * Folds all open sessions by the settings and machines of now, if the last ones to be applied were others: a deadline that
 * is earlier now must not wait for the later one. Every open session has a timer, so the due index names them all. May
 * run in several processes at once, and be cut off: it is noted as done when it is.
 */
export async function reapplySettings(
  store: Store,
  records: Records,
  fingerprint: string,
  bring: (recordId: string) => Promise<void>,
  isStopping: () => boolean,
): Promise<void> {
  const settingsId = sharedRecordIdOf('settings');
  const applied = await records.load(settingsId);
  if (applied?.kind === 'settings' && applied.fingerprint === fingerprint) return;
  for (let after: Place | undefined; ; ) {
    const page = await store.range('due', { limit: PAGE, ...(after === undefined ? {} : { after }) });
    await pMap(page, ({ member }) => bring(member), { concurrency: AT_ONCE });
    if (isStopping()) return;
    after = page.at(-1);
    if (after === undefined) break;
  }
  await records.update(settingsId, () => ({ kept: { kind: 'settings', fingerprint }, result: undefined }));
}
