import { expect } from 'chai';
import { type Line, readLines } from '../../../../lib/cli/import/read-lines.ts';

async function read(chunks: readonly string[], limit = 100): Promise<Line[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
  }
  const lines: Line[] = [];
  for await (const ended of readLines(stream(), limit)) lines.push(...ended);
  return lines;
}

const texts = (lines: readonly Line[]) => lines.map(({ bytes }) => bytes?.toString('latin1'));

describe('reading lines', () => {
  it('does not depend on how the stream is cut', async () => {
    const text = 'one\ntwo\n\nthree';
    for (let at = 0; at <= text.length; at += 1)
      expect(texts(await read([text.slice(0, at), text.slice(at)])), `cut at ${at}`).to.deep.equal([
        'one',
        'two',
        '',
        'three',
      ]);
  });

  it('numbers lines from one and says how many bytes are read', async () => {
    const lines = await read(['ab\nc', 'd\n']);
    expect(lines.map(({ number, end }) => [number, end])).to.deep.equal([
      [1, 3],
      [2, 6],
    ]);
  });

  it('passes over a line that is too long, however it arrives, and goes on after it', async () => {
    const lines = await read(['123', '456\nab\n', '1234567890\n'], 5);
    expect(texts(lines)).to.deep.equal([undefined, 'ab', undefined]);
    expect(lines.map(({ number, end }) => [number, end])).to.deep.equal([
      [1, 7],
      [2, 10],
      [3, 21],
    ]);
  });

  it('keeps the bytes as they are', async () => {
    const [line] = await read(['\xff\xc3', '\xa9\n']);
    expect(line?.bytes).to.deep.equal(Buffer.from([0xff, 0xc3, 0xa9]));
  });
});
