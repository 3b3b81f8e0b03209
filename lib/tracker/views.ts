import type { AlertView, SessionSummary } from '../../schemas/types.ts';
import type { Place } from '../store/store.ts';

/** What is told of sessions, alerts and figures: the shapes are those of schemas/api/. */
export type {
  AccountView,
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
  SessionSummary,
  SessionView,
  StagesView,
  TimelineEntry,
} from '../../schemas/types.ts';

export interface AlertPage {
  alerts: AlertView[];
  /** Where the next page goes on; absent on the last one. */
  next?: Place;
}

export interface SessionPage {
  sessions: SessionSummary[];
  /** Where the next page goes on; absent on the last one. */
  next?: Place;
}
