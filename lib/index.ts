/**
 * connect-tracker: from the webhooks of a bank-connection flow to an answer.
 *
 * @packageDocumentation
 *
 * @example
 * import { connectProvider, createTracker, openStore, receive } from 'connect-tracker';
 *
 * const connect = connectProvider({ secrets: [process.env.PARTNER_SECRET] });
 * const tracker = createTracker({ store: await openStore('lmdb://./data'), providers: [connect] });
 *
 * const received = await receive(connect, { body, headers, receivedAt: Date.now() });
 * if (received.kind === 'events') for (const event of received.events) await tracker.record(event);
 * console.log(await tracker.customer('7001')); // { stage: 'mfa', waitingOn: 'customer', … }
 */

// Alerts: who is told, and what
export type {
  Alert,
  AlertEffect,
  Attempt,
  Delivery as AlertDelivery,
  NoticeKind,
  Resolution,
  Usual,
} from './alerts/alert.ts';
export type {
  CommonSinkConfig,
  HttpSinkConfig,
  InstitutionTroubleRule,
  SinkConfig,
} from './alerts/config.ts';
export type { Recipient } from './alerts/delivery.ts';
export type { ConfiguredSink } from './alerts/dispatcher.ts';
export type { Notice, Severity } from './alerts/notice.ts';
export { createSinks } from './alerts/sinks/create-sinks.ts';
export type { NoticeLog } from './alerts/sinks/log.ts';
export { DeliveryError, type DeliveryFailure, type Sent, type Sink } from './alerts/sinks/sink.ts';
// Deadlines: how long a stage may last
export { parseDeadlines } from './deadlines/parse-deadlines.ts';
export type { DeadlineRule, DeadlineSetting } from './deadlines/rule.ts';
// What goes wrong on purpose
export {
  ConfigurationError,
  StoreConfigurationError,
  StoreUnavailableError,
  TrackerError,
} from './errors.ts';
// The fold: events to sessions, pure
export { createDefinition, type Definition, type DefinitionOptions, type Delays } from './fold/definition.ts';
export type { Json, JsonObject, LoggedEvent, TrackerEvent } from './fold/event.ts';
export { type Folded, type Folding, fold, type Step } from './fold/fold.ts';
export type { Log } from './fold/log.ts';
export type { Session, Timer, Visit } from './fold/session.ts';
// Providers: bytes to events
export { type ConnectOptions, connectProvider } from './providers/connect/index.ts';
export type { Authenticity, Delivery, Provider, Reading } from './providers/provider.ts';
export { type Received, type ReceiveOptions, receive } from './providers/receive.ts';
export { type YodleeOptions, yodleeProvider } from './providers/yodlee/index.ts';
// Stores: where records live
export { openStore } from './store/open.ts';
export type { RedisStoreOptions } from './store/redis/redis-store.ts';
export type {
  Commit,
  CommitResult,
  CounterChange,
  FeedEntry,
  FeedPage,
  FeedQuery,
  IndexEntry,
  Place,
  RangeQuery,
  Rejection,
  Store,
  StoredRecord,
  StoreHealth,
} from './store/store.ts';
// The tracker: record events, ask questions, find what is stuck
export type { AlertsOptions } from './tracker/alerting.ts';
export type {
  ApiKeys,
  AuthenticateOptions,
  Authentication,
  KeyView,
  NewKey,
  NewKeyOptions,
} from './tracker/api-keys.ts';
export type { Connection } from './tracker/connection.ts';
export { createTracker, type TrackerOptions } from './tracker/create-tracker.ts';
export type { ApiKey, KeyScope, KeyStatus } from './tracker/key-ring.ts';
export type { TrackerObserver } from './tracker/observer.ts';
export type {
  AlertQuery,
  Answer,
  Answers,
  Backlog,
  ChangesQuery,
  CustomerQuery,
  FeedItem,
  FunnelQuery,
  Recorded,
  SessionQuery,
  TimeQuery,
  Tracker,
} from './tracker/tracker.ts';
export type {
  AccountView,
  AlertPage,
  AlertView,
  AnomalyView,
  ChangeView,
  CustomerView,
  DeliveryTry,
  DeliveryView,
  ErasureView,
  ErrorView,
  FunnelGroup,
  FunnelStage,
  FunnelView,
  InstitutionView,
  OutcomeCount,
  OutcomeTally,
  SessionPage,
  SessionSummary,
  SessionView,
  StageCount,
  StagesView,
  TimelineEntry,
} from './tracker/views.ts';
