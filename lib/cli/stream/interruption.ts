/**
 * Aborted at the first SIGINT or SIGTERM, for what goes on without end. The second one then finds no listener, and ends
 * the process at once.
 */
export function interruption(): AbortController {
  const controller = new AbortController();
  const stop = () => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    controller.abort();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return controller;
}
