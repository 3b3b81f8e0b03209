import type { Outcome } from '../../machines/session.ts';
import type { CounterChange, IndexEntry } from '../store/store.ts';
import { institutionRecordIdOf } from './ids.ts';
import type { Standing } from './standing.ts';

/** The counter of the sessions in each cell. */
export const SESSIONS = 'sessions';

/**
 * Where a session stands among all others. Each stands in one cell, and in an index of its own for each cell: any filter by
 * these is a union of cells, read in order without looking at a session that does not fit.
 */
export interface Cell {
  readonly machine: string;
  readonly stage: string;
  readonly outcome: Outcome;
  readonly stuck: boolean;
}

/** What a list may be filtered by, besides the institution. */
export type CellFilter = Partial<Cell>;

const STUCK = 'stuck';

export function cellName({ machine, stage, outcome, stuck }: Cell): string {
  return `${machine}/${stage}/${outcome === 'open' && stuck ? STUCK : outcome}`;
}

export function cellOf(name: string): Cell {
  const [machine = '', stage = '', verdict = ''] = name.split('/');
  const stuck = verdict === STUCK;
  return { machine, stage, stuck, outcome: stuck ? 'open' : (verdict as Outcome) };
}

export function isIn(cell: Cell, filter: CellFilter): boolean {
  return (['machine', 'stage', 'outcome', 'stuck'] as const).every(
    (name) => filter[name] === undefined || filter[name] === cell[name],
  );
}

/** The index of a cell: of all sessions in it, or of those at one institution. Scores are when the stage was entered. */
export function listIndex(cell: string, institutionRecordId?: string): string {
  return institutionRecordId === undefined ? `sessions:${cell}` : `sessions@${institutionRecordId}:${cell}`;
}

export function listEntries(standing: Standing): IndexEntry[] {
  const { provider, institutionId, since, sessionId } = standing;
  const place = { score: Math.round(since), member: sessionId };
  const cell = cellName(standing);
  const entry = { index: listIndex(cell), ...place };
  if (institutionId === undefined) return [entry];
  return [entry, { index: listIndex(cell, institutionRecordIdOf(provider, institutionId)), ...place }];
}

export function listCounts(standing: Standing): CounterChange[] {
  return [{ counter: SESSIONS, field: cellName(standing), by: 1 }];
}
