import type { AlertEffect } from '../../lib/alerts/alert.ts';
import type { ConfiguredSink } from '../../lib/alerts/dispatcher.ts';
import type { Notice } from '../../lib/alerts/notice.ts';

export interface CaughtSink extends ConfiguredSink {
  /** What it was told, in order. */
  readonly notices: Notice[];
  /** `effect kind` of each, for short. */
  told(): string[];
  /** From now on it throws this, or again nothing. */
  fail(error: Error | undefined): void;
}

/** A sink that keeps what it is told. */
export function caughtSink(
  options: {
    readonly name?: string;
    readonly effects?: readonly AlertEffect[];
    readonly refreshEvery?: number;
    readonly tellsAcknowledged?: boolean;
  } = {},
): CaughtSink {
  const { name = 'caught', effects, refreshEvery, tellsAcknowledged = false } = options;
  const notices: Notice[] = [];
  let failure: Error | undefined;
  const refresh = refreshEvery === undefined ? {} : { refreshEvery };
  return {
    name,
    tellsAcknowledged,
    ...refresh,
    lease: 10_000,
    giveUpAfter: 24 * 3_600_000,
    wants: ({ effect }) => effects?.includes(effect) ?? effect !== 'sessionCompleted',
    severityOf: () => 'warning',
    sink: {
      name,
      type: 'log',
      tellsAcknowledged,
      ...refresh,
      async send(notice) {
        if (failure !== undefined) throw failure;
        notices.push(notice);
        return {};
      },
      close() {},
    },
    notices,
    told: () => notices.map(({ alert, kind }) => `${alert.effect} ${kind}`),
    fail(error) {
      failure = error;
    },
  };
}
