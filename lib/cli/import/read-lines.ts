export interface Line {
  /** 1 is the first. */
  readonly number: number;
  /** Without the line's end; absent when the line is longer than the limit. */
  readonly bytes?: Buffer;
  /** Bytes read up to and including this line. */
  readonly end: number;
}

const NEWLINE = 0x0a;

/** Splits a stream into lines. A line longer than `limit` bytes is passed over, so that memory stays flat. */
export async function* readLines(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
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
    const line = { number: ++number, end, ...(length > limit ? {} : { bytes: Buffer.concat(parts) }) };
    parts = [];
    length = 0;
    return line;
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to !== -1; to = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, to));
      end += 1;
      yield finish();
      from = to + 1;
    }
    take(chunk.subarray(from));
  }
  if (length > 0) yield finish();
}
