import { Redis } from 'ioredis';

/** The arguments of one EVALSHA: the digest, how many keys, keys and arguments. */
export type SentScript = readonly [string, ...(string | number | Buffer)[]];

/** Notes what every client of this process has Redis run while something is done: the very bytes that a store sends. */
export async function sentScripts(during: () => Promise<unknown>): Promise<SentScript[]> {
  const { sendCommand } = Redis.prototype;
  const sent: SentScript[] = [];
  Redis.prototype.sendCommand = function (this: Redis, command, ...rest) {
    if (command.name === 'evalsha') sent.push(command.args as unknown as SentScript);
    return sendCommand.call(this, command, ...rest);
  };
  try {
    await during();
  } finally {
    Redis.prototype.sendCommand = sendCommand;
  }
  return sent;
}
