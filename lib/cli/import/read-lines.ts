export interface Line {
  /** 1 is the first. */
  readonly number: number;
  /** Without the line's end; absent when the line is longer than the limit. */
  readonly bytes?: Buffer;
  /** Bytes read up to and including this line. */
  readonly end: number;
}

const NEWLINE = 0x0a;

/**
 * Splits a stream into lines, and gives those together that end in one chunk. A line longer than `limit` bytes is passed over, so
 * that memory stays flat.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  limit: number,
): AsyncGenerator<readonly Line[]> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  let end = 0;

  const take = (part: Buffer) => {
    length += part.length;
    end += part.length;
    parts = length > limit ? [] : [...parts, part];
  };
  const finish = (): Line => {
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const line = { number: ++number, end, ...(length > limit ? {} : { bytes }) };
    parts = [];
    length = 0;
    return line;
  };

  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to !== -1; to = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, to));
      end += 1;
      lines.push(finish());
      from = to + 1;
    }
    take(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [finish()];
}
