/** What a Redis has done since it began. */
export interface RedisUsage {
  /** In µs. */
  readonly cpu: number;
  /** Commits that were tried. Only their script uses GETRANGE, once; other scripts look for timers all the time. */
  readonly commits: number;
  /** Records that were read whole. */
  readonly reads: number;
}

/** Asks with `redis-cli`, which tells what scripts call together with what clients send. */
export async function redisUsage(cli: (...args: readonly string[]) => Promise<string>): Promise<RedisUsage> {
  const [cpu, stats] = [await cli('INFO', 'cpu'), await cli('INFO', 'commandstats')];
  const seconds = numberAfter(cpu, '\nused_cpu_user:') + numberAfter(cpu, '\nused_cpu_sys:');
  const callsOf = (name: string) => numberAfter(stats, `\ncmdstat_${name}:calls=`);
  return {
    cpu: seconds * 1e6,
    commits: callsOf('getrange'),
    reads: callsOf('get'),
  };
}

/** 0 where the name does not occur. */
function numberAfter(text: string, name: string): number {
  const at = text.indexOf(name);
  return at < 0 ? 0 : Number.parseFloat(text.slice(at + name.length));
}
