import type { ConfiguredSink } from '../alerts/dispatcher.ts';
import type { Notice } from '../alerts/notice.ts';
import { severityFor } from '../alerts/routing.ts';

export interface CaughtNotices {
  readonly sink: ConfiguredSink;
  /** What has been caught so far, the newest last. */
  readonly notices: readonly Notice[];
  /** Takes over what was told since, customer by customer: what is due at one moment is told in any order. */
  collect(): void;
}

const NAME = 'test-tracker';

/** A sink that is told everything and keeps it. */
export function catchNotices(): CaughtNotices {
  const notices: Notice[] = [];
  const fresh: Notice[] = [];
  const sink: ConfiguredSink['sink'] = {
    name: NAME,
    type: 'log',
    tellsAcknowledged: true,
    async send(notice) {
      fresh.push(notice);
      return {};
    },
    close() {},
  };
  return {
    sink: {
      name: NAME,
      tellsAcknowledged: true,
      lease: 10_000,
      giveUpAfter: 86_400_000,
      wants: () => true,
      severityOf: ({ effect }) => severityFor({}, effect),
      sink,
    },
    notices,
    collect() {
      notices.push(...fresh.splice(0).sort((one, other) => compare(ownerOf(one), ownerOf(other))));
    },
  };
}

/** An institution's alert comes behind those of its customers. */
function ownerOf({ customerId = '\uffff' }: Notice): string {
  return customerId;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
