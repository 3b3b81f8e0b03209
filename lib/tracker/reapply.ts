import pMap from 'p-map';
import { StoreUnavailableError } from '../errors.ts';
import type { Place, Store } from '../store/store.ts';
import { sharedRecordIdOf } from './ids.ts';
import type { Records } from './records.ts';

export interface ReapplyOptions {
  readonly store: Store;
  readonly records: Records;
  readonly fingerprint: string;
  /** Brings one record up to now, by the settings of now. */
  readonly bring: (recordId: string) => Promise<void>;
  readonly isStopping: () => boolean;
  /** Told why a record could not be brought up to now; the others are. */
  onFailure(error: unknown): void;
}

const AT_ONCE = 32;
const PAGE = 500;

/**
 * Folds all open sessions by the settings and machines of now, if the last ones to be applied were others: a deadline that
 * is earlier now must not wait for the later one. Every open session has a timer, so the due index names them all. May
 * run in several processes at once, and be cut off: it is noted as done when it is.
 */
export async function reapplySettings(options: ReapplyOptions): Promise<void> {
  const { store, records, fingerprint, isStopping, onFailure } = options;
  const settingsId = sharedRecordIdOf('settings');
  const applied = await records.load(settingsId);
  if (applied?.kind === 'settings' && applied.fingerprint === fingerprint) return;

  const bring = ({ member }: Place): Promise<void> =>
    options.bring(member).catch((error: unknown) => {
      // Without its store the pass has to be made again; a damaged record must not hold up the others.
      if (error instanceof StoreUnavailableError) throw error;
      onFailure(error);
    });

  for (let after: Place | undefined; ; ) {
    const page = await store.range('due', { limit: PAGE, ...(after === undefined ? {} : { after }) });
    await pMap(page, bring, { concurrency: AT_ONCE });
    if (isStopping()) return;
    after = page.at(-1);
    if (after === undefined) break;
  }
  await records.update(settingsId, () => ({ kept: { kind: 'settings', fingerprint }, result: undefined }));
}
