/**
 * connect-tracker: from the webhooks of a bank-connection flow to an answer.
 *
 * @example
 * import { connectProvider, createTracker, openStore, receive } from 'connect-tracker';
 *
 * const connect = connectProvider({ secrets: [process.env.PARTNER_SECRET] });
 * const tracker = createTracker({ store: await openStore('lmdb://./data'), providers: [connect] });
 *
 * const received = receive(connect, { body, headers, receivedAt: Date.now() });
 * if (received.kind === 'event') await tracker.record(received.event);
 * console.log(await tracker.customer('7001')); // { stage: 'mfa', waitingOn: 'customer', … }
 */

// Alerts: who is told, and what
export type { Alert, AlertEffect, NoticeKind } from './alerts/alert.ts';
export type { InstitutionTroubleRule, SinkConfig } from './alerts/config.ts';
export type { ConfiguredSink } from './alerts/dispatcher.ts';
export type { Notice, Severity } from './alerts/notice.ts';
export { createSinks } from './alerts/sinks/create-sinks.ts';
export { DeliveryError, type Sink } from './alerts/sinks/sink.ts';
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
// Providers: bytes to events
export { connectProvider } from './providers/connect/index.ts';
export type { Authenticity, Delivery, Provider, Reading } from './providers/provider.ts';
export { type Received, receive } from './providers/receive.ts';
export { yodleeProvider } from './providers/yodlee/index.ts';
// Stores: where records live
export { openStore } from './store/open.ts';
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
export type { ApiKeys, Authentication } from './tracker/api-keys.ts';
export { createTracker, type TrackerOptions } from './tracker/create-tracker.ts';
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
  DeliveryView,
  ErasureView,
  ErrorView,
  FunnelGroup,
  FunnelStage,
  FunnelView,
  InstitutionView,
  SessionPage,
  SessionSummary,
  SessionView,
  StagesView,
  TimelineEntry,
} from './tracker/views.ts';
