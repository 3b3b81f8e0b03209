/** The statecharts: plain XState 5, without I/O or a clock of their own. */
export { type Actor, type CodeExplanation, explainCode } from './codes.ts';
export { connectMachine } from './connect.ts';
export type {
  ConnectAccount,
  ConnectContext,
  ConnectError,
  ConnectInstitution,
} from './connect-context.ts';
export type { AddedAccount, ConnectEvent, ConnectEventData, ConnectEventType } from './connect-events.ts';
export { connectDelays } from './connect-setup.ts';
export type { Anomaly, Outcome, SessionContext, SessionEffect, StageMeta, WaitingOn } from './session.ts';
export {
  type VerificationContext,
  type VerificationEvent,
  type VerificationEventData,
  verificationDelays,
  verificationMachine,
} from './verification.ts';
