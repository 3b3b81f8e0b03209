import type { ChangeView } from '../../../../lib/tracker/views.ts';

/** A change as the stream tells it. */
export function changeOf(change: Partial<ChangeView> = {}): ChangeView {
  return {
    id: '1',
    provider: 'connect',
    customerId: '7001',
    sessionId: '7d73d581e767e267ffcd0706-882ee6e7da',
    machine: 'connect',
    type: 'mfa',
    at: '2026-03-02T09:00:00.123Z',
    from: 'adding',
    stage: 'mfa',
    since: '2026-03-02T09:00:00.123Z',
    stuck: false,
    outcome: 'open',
    waitingOn: 'customer',
    expected: true,
    ...change,
  };
}

/** The same as a message of the stream. */
export function messageOf(id: string): string {
  return `id: ${id}\nevent: change\ndata: ${JSON.stringify(changeOf({ id }))}\n\n`;
}
