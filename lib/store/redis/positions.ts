/** The place of an entry in the order of the whole change feed: by time, then by partition, then by number. */
export interface Position {
  /** The ms since the epoch at which the partition's server told it. */
  readonly ms: number;
  /** -1: before all entries of this ms. */
  readonly partition: number;
  /** Which of this partition in this ms. */
  readonly sequence: number;
}

/** Before all entries of a ms. */
export function startOf(ms: number): Position {
  return { ms, partition: -1, sequence: 0 };
}

export function comparePositions(a: Position, b: Position): number {
  return a.ms - b.ms || a.partition - b.partition || a.sequence - b.sequence;
}

/** `<ms>-<partition, from 1>-<sequence>`; 0 for the partition stands for the start of the ms. */
export function formatPosition({ ms, partition, sequence }: Position): string {
  return `${ms}-${partition + 1}-${sequence}`;
}

/** Throws `TypeError` for what `formatPosition` does not write. */
export function parsePosition(text: string, partitions: number): Position {
  const [ms = -1, number = 0, sequence = 0] = text.split('-').map(Number);
  const position = { ms, partition: number - 1, sequence };
  const isWhole = [ms, number, sequence].every((each) => Number.isSafeInteger(each) && each >= 0);
  const isThere = number <= partitions && (number > 0 || sequence === 0);
  if (!isWhole || !isThere || formatPosition(position) !== text) {
    throw new TypeError('after must be a position of this feed');
  }
  return position;
}

/** The position of the entry that has this id in the stream of a partition. */
export function positionOf(partition: number, id: string): Position {
  const [ms, sequence] = id.split('-').map(Number);
  return { ms: ms ?? 0, partition, sequence: sequence ?? 0 };
}

/** From where a stream holds entries behind a position, as XRANGE takes it. */
export function startBehind({ ms, ...position }: Position, partition: number): string {
  if (partition === position.partition) return `(${ms}-${position.sequence}`;
  return partition > position.partition ? `${ms}-0` : `${ms + 1}-0`;
}
