/**
 * Until it is released, the end of this process is the end of a crash: a commit to the embedded store that is under way waits
 * for this thread, and an exit of the process for that commit, so that it would hang and keep all others on the store from
 * writing for ever.
 */
export function guardExit(): { release(): void } {
  const tell = (error: Error): void => console.error(error);
  const end = (): void => void process.kill(process.pid, 'SIGKILL');
  // Node itself would tell it only after that.
  process.on('uncaughtExceptionMonitor', tell).on('exit', end);
  return { release: () => void process.off('uncaughtExceptionMonitor', tell).off('exit', end) };
}
