/**
 * The statecharts: plain XState 5, without I/O or a clock of their own.
 *
 * @packageDocumentation
 */

export { type Actor, type CodeExplanation, explainCode } from './codes.ts';
export { type ConnectSnapshot, type ConnectStage, connectMachine } from './connect.ts';
export type {
  ConnectAccount,
  ConnectContext,
  ConnectError,
  ConnectInstitution,
} from './connect-context.ts';
export type { AddedAccount, ConnectEvent, ConnectEventData, ConnectEventType } from './connect-events.ts';
export { connectDelays } from './connect-setup.ts';
export {
  type Anomaly,
  DAY,
  HOUR,
  MINUTE,
  type Outcome,
  SECOND,
  type SessionContext,
  type SessionEffect,
  type StageMeta,
  stuckAfter,
  transitions,
  type WaitingOn,
  withAnomaly,
} from './session.ts';
export { type Silence, sessionActions } from './session-actions.ts';
export {
  type VerificationContext,
  type VerificationEvent,
  type VerificationEventData,
  type VerificationEventType,
  type VerificationSnapshot,
  type VerificationStage,
  verificationDelays,
  verificationMachine,
} from './verification.ts';
