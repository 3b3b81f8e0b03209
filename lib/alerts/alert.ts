/** What an alert can be about: an effect of a statechart, or of many sessions together. */
export const ALERT_EFFECTS = [
  'sessionStuck',
  'sessionAbandoned',
  'sessionCompleted',
  'institutionTrouble',
] as const;
/** What an alert can be about. */
export type AlertEffect = (typeof ALERT_EFFECTS)[number];

/** An effect that ends a session: it is told and then stands, with nothing to wait for. */
export type EndingEffect = 'sessionAbandoned' | 'sessionCompleted';

/** The one moment of an alert's life that a notice tells. */
export type NoticeKind = 'raised' | 'acknowledged' | 'resolved';

/** How one try to deliver a notice went. */
export interface Attempt {
  /** In ms since the epoch. */
  readonly at: number;
  /** How long it took, in ms. */
  readonly ms: number;
  /** `delivered`, or a code of docs/errors.md, e.g. `sink-timeout`. */
  readonly outcome: string;
  /** The status of the answer, where there was one. */
  readonly status?: number;
}

/**
 * One notice for one sink. `pending` is tried at `nextAt`; `delivered` was answered with success; `dead` was given up
 * and waits to be sent again by hand; `withdrawn` was overtaken before anybody heard of it.
 */
export interface Delivery {
  readonly sink: string;
  readonly notice: NoticeKind;
  readonly status: 'pending' | 'delivered' | 'dead' | 'withdrawn';
  /** When it came to be, in ms since the epoch. */
  readonly since: number;
  /** When it is tried next, or (delivered, to a sink that forgets) told again; while it is being tried, when the lease ends. */
  readonly nextAt?: number;
  /** Whether a process holds the lease until `nextAt`. */
  readonly leased?: true;
  /** All tries, also those no longer listed. */
  readonly attempts: number;
  /** The newest last, at most five. */
  readonly tries: readonly Attempt[];
}

/** Why an alert is over. */
export interface Resolution {
  /** When it was resolved, in ms since the epoch. */
  readonly at: number;
  /**
   * `recovered`: an event led on. `corrected`: a late event shows that it was never so. `abandoned`: silence ended the
   * session. `reconfigured`: other settings or another version of the machine say so. `quiet`: no more failures.
   * `erased`: the customer was.
   */
  readonly reason: 'recovered' | 'corrected' | 'abandoned' | 'reconfigured' | 'quiet' | 'erased';
  /** The event that did it. */
  readonly by?: { readonly type: string; readonly eventId: string };
}

/** What a stage's own observed durations say about a deadline that was made from them. */
export interface Usual {
  /** The median duration of the stage, in ms. */
  readonly ms: number;
  /** Whether it was observed at this institution alone. */
  readonly here: boolean;
}

/** Something somebody is told about, as its record keeps it. It has one id for life, is raised once and resolved once. */
export interface Alert {
  readonly id: string;
  readonly effect: AlertEffect;
  /** What it is about, so that the same thing is not raised twice. */
  readonly key: string;
  /** When it came true (a deadline ran out, silence ended the session), in ms since the epoch. */
  readonly at: number;
  /** When it was found and written, in ms since the epoch. */
  readonly raisedAt: number;
  readonly sessionId?: string;
  /** The stage it came true in. */
  readonly stage?: string;
  /** When that stage was entered, in ms since the epoch. */
  readonly since?: number;
  readonly waitingOn?: string;
  readonly institutionId?: string;
  readonly usual?: Usual;
  /** Of `institutionTrouble`: how many customers were failing at once, at most. */
  readonly customers?: number;
  /** Of `institutionTrouble`: sessions that were failing when it was raised, at most 100. */
  readonly sessionIds?: readonly string[];
  /** The alert of the institution that tells about this one, instead of one each. */
  readonly group?: string;
  readonly acknowledged?: { readonly at: number; readonly by?: string };
  readonly resolved?: Resolution;
  readonly deliveries: readonly Delivery[];
}

export function isEnding(effect: AlertEffect): effect is EndingEffect {
  return effect === 'sessionAbandoned' || effect === 'sessionCompleted';
}

/** `open` until it is resolved; an ending is `final`, since nothing is left to wait for. */
export function statusOf({ effect, resolved }: Alert): 'open' | 'final' | 'resolved' {
  if (resolved !== undefined) return 'resolved';
  return isEnding(effect) ? 'final' : 'open';
}
