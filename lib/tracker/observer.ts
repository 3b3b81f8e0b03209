import type { AlertEffect } from '../alerts/alert.ts';

/** Told what goes on in the background, for metrics and logs. Must not throw. */
export interface TrackerObserver {
  /** A record was brought up to now, so many ms after it was due. */
  swept(lateness: number): void;
  /** An event has led a session out of a stage that it was in for so many ms. */
  stepped(machine: string, stage: string, duration: number): void;
  alertRaised(effect: AlertEffect): void;
  alertResolved(effect: AlertEffect, reason: string): void;
  /** A sink was told something, or could not be; `outcome` is `delivered` or a code. Duration in ms. */
  tried(sink: string, outcome: string, duration: number): void;
  /** Something in the background failed; it is tried again by itself. */
  failed(error: unknown): void;
}

const ignore = () => {};

export const nobody: TrackerObserver = {
  swept: ignore,
  stepped: ignore,
  alertRaised: ignore,
  alertResolved: ignore,
  tried: ignore,
  failed: ignore,
};
