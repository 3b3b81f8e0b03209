import { formatDuration } from '../../duration.ts';
import type { News } from './follow-changes.ts';

/** Something to know about the connection. */
export interface Notice {
  readonly code: 'connection-lost' | 'connected-again' | 'changes-missed' | 'not-found';
  /** A sentence. */
  readonly message: string;
}

/** What is to be said of news that are no change; nothing when all is well from the beginning. */
export function noticeOf(news: Exclude<News, { kind: 'change' }>, url: string): Notice | undefined {
  if (news.kind === 'gap')
    return {
      code: 'changes-missed',
      message: 'Changes may have been missed, since only the newest are kept: ask for what is so now.',
    };
  if (news.kind === 'lost')
    return {
      code: 'connection-lost',
      message: `No connection to ${url} (${news.reason}): trying again every ${formatDuration(news.retry)}.`,
    };
  return news.again ? { code: 'connected-again', message: `Connected to ${url} again.` } : undefined;
}

/** On standard error, so that the output holds changes alone. */
export function sayNotice(notice: Notice | undefined, { json }: { readonly json: boolean }): void {
  if (notice !== undefined) console.error(json ? JSON.stringify({ notice }) : notice.message);
}
