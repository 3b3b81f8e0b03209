import type { AlertView, SessionSummary } from '../../schemas/types.ts';
import type { Place } from '../store/store.ts';

/** What is told of sessions, alerts and figures: the shapes are those of schemas/api/. */
export type {
  AccountView,
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
  SessionSummary,
  SessionView,
  StageCount,
  StagesView,
  TimelineEntry,
} from '../../schemas/types.ts';

/** A page of alerts. */
export interface AlertPage {
  alerts: AlertView[];
  /** Where the next page goes on; absent on the last one. */
  next?: Place;
}

/** A page of sessions. */
export interface SessionPage {
  sessions: SessionSummary[];
  /** Where the next page goes on; absent on the last one. */
  next?: Place;
}
