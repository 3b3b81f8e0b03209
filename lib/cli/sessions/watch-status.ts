import { setTimeout as delay } from 'node:timers/promises';
import { TrackerError } from '../../errors.ts';
import { followChanges } from '../stream/follow-changes.ts';
import { interruption } from '../stream/interruption.ts';
import { type Notice, noticeOf } from '../stream/notices.ts';
import { printable } from '../text.ts';
import { pageByPage, type Screen, terminalScreen } from './screen.ts';
import { type StatusOptions, statusOf } from './show-status.ts';

/** In ms: until a server that gave no answer is asked again. */
const PAUSE = 2_000;

/**
 * Shows a customer's current session whenever it changes, until somebody interrupts it. A customer who is not known yet is
 * waited for. Throws what `followChanges` and `statusOf` throw, unless another attempt may mend it.
 */
export async function watchStatus(customerId: string, options: StatusOptions): Promise<void> {
  const { provider, url, json } = options;
  const { signal } = interruption();
  const { stdout } = process;
  const screen = stdout.isTTY && !json ? terminalScreen(stdout) : pageByPage({ json: json === true });
  try {
    for await (const news of followChanges(url, { query: { customerId, provider }, signal })) {
      if (news.kind !== 'change') screen.say(noticeOf(news, url));
      if (news.kind !== 'lost') await refresh(customerId, options, screen, signal);
    }
  } finally {
    screen.close();
  }
}

async function refresh(
  customerId: string,
  options: StatusOptions,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted)
    try {
      screen.show(await statusOf(customerId, options));
      return;
    } catch (error) {
      if (!(error instanceof TrackerError)) throw error;
      if (error.code === 'not-found') {
        screen.say(unknownYet(customerId, options));
        return;
      }
      if (!error.retryable) throw error;
      screen.say({ code: 'connection-lost', message: error.message });
      await delay(PAUSE, undefined, { signal }).catch(() => {});
    }
}

function unknownYet(customerId: string, { provider, url }: StatusOptions): Notice {
  const who = `Customer ${printable(customerId)} of ${provider}`;
  return { code: 'not-found', message: `${who} is not known at ${url}: waiting for the first event.` };
}
