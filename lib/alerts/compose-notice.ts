import { formatDuration } from '../duration.ts';
import { defined } from '../fold/defined.ts';
import type { Alert, NoticeKind } from './alert.ts';
import type { Notice, Severity } from './notice.ts';

/** Whose record an alert stands in. */
export interface AlertOwner {
  readonly provider: string;
  readonly customerId?: string;
}

export interface Telling {
  readonly kind: NoticeKind;
  readonly severity: Severity;
  /** Where people find this server; absent: notices have no link. */
  readonly link?: string;
}

/** An alert in words, for one sink. */
export function composeNotice(alert: Alert, owner: AlertOwner, { kind, severity, link }: Telling): Notice {
  return {
    id: `${alert.id}_${kind}`,
    kind,
    alert,
    ...owner,
    severity,
    at: momentOf(alert, kind),
    summary: summaryOf(alert, kind),
    details: detailsOf(alert),
    ...defined({ link: link && `${link.replace(/(?<!\/)\/+$/, '')}/v1/alerts/${alert.id}` }),
  };
}

/** Why an alert is over, in a sentence without its full stop; for one that is not, `undefined`. */
export function explainResolution({ resolved, effect }: Alert): string | undefined {
  const event = resolved?.by?.type;
  switch (resolved?.reason) {
    case undefined:
      return undefined;
    case 'recovered':
      return event === undefined ? 'everybody went on' : `${event} came`;
    case 'corrected':
      return `corrected by ${event}, which came late`;
    case 'abandoned':
      return effect === 'sessionStuck' ? 'the session is over, nothing more was heard' : 'time went on';
    case 'erased':
      return 'the customer was erased';
    case 'reconfigured':
      return 'by the settings that are in force now it is not so';
    case 'quiet':
      return 'nobody has failed there for a while';
  }
}

/** What an alert is about, in words. */
export function describeAlert({ effect, stage, since, at, institutionId, customers = 0 }: Alert): string {
  const within = stage === undefined ? '' : ` in ${stage}`;
  const where = institutionId === undefined ? '' : ` at institution ${institutionId}`;
  switch (effect) {
    case 'sessionStuck':
      return `Stuck${within}${where} for ${formatDuration(at - (since ?? at))}`;
    case 'sessionAbandoned':
      return `Abandoned${within}${where}`;
    case 'sessionCompleted':
      return 'Completed';
    case 'institutionTrouble':
      return `Trouble${where}: ${customers} customers are failing there`;
  }
}

function summaryOf(alert: Alert, kind: NoticeKind): string {
  const { waitingOn } = alert;
  const what = describeAlert(alert);
  if (kind === 'raised')
    return waitingOn && waitingOn !== 'nobody' ? `${what}, waiting on the ${waitingOn}` : what;
  if (kind === 'acknowledged') return `Acknowledged${byWhom(alert)}: ${what}`;
  const why = explainResolution(alert);
  return why === undefined
    ? `Now told by the alert of the institution: ${what}`
    : `Resolved, ${why}: ${what}`;
}

/** Why a deadline that was made from what is usual is what it is, without a full stop; `undefined` for any other. */
export function explainUsual({ usual, stage, at, since = at }: Alert): string | undefined {
  if (usual === undefined) return undefined;
  const where = usual.here ? ' here' : '';
  return `${stage} usually takes ${formatDuration(usual.ms)}${where}; this one ${formatDuration(at - since)}`;
}

function detailsOf(alert: Alert): string[] {
  const { sessionIds = [], customers = 0 } = alert;
  const usual = explainUsual(alert);
  const details = usual === undefined ? [] : [`${usual}.`];
  if (sessionIds.length > 0 && sessionIds.length < customers)
    details.push(`${sessionIds.length} of the sessions are listed.`);
  return details;
}

function momentOf({ at, acknowledged, resolved, raisedAt }: Alert, kind: NoticeKind): number {
  switch (kind) {
    case 'raised':
      return at;
    case 'acknowledged':
      return acknowledged?.at ?? raisedAt;
    case 'resolved':
      return resolved?.at ?? raisedAt;
  }
}

function byWhom({ acknowledged }: Alert): string {
  return acknowledged?.by === undefined ? '' : ` by ${acknowledged.by}`;
}
