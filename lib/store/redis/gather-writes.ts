import type { Redis } from 'ioredis';

/**
 * Commands of one turn of the event loop leave in one write: what many connections have brought at the same time costs us
 * one call of the system, and Redis one read and one answer. One that comes alone leaves at the end of its turn.
 */
export function gatherWrites(node: Redis): void {
  node.on('connect', () => {
    const { stream } = node;
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
    let gathering = false;
    const flush = (): void => {
      gathering = false;
      stream.uncork();
    };
    stream.write = (...given: unknown[]) => {
      if (!gathering) {
        gathering = true;
        stream.cork();
        // Not at the next tick, which comes before what other connections have brought is read.
        setImmediate(flush);
      }
      return write(...given);
    };
  });
}
