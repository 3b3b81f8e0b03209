import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { ALERT_EFFECTS } from '../../alerts/alert.ts';
import { TrackerError } from '../../errors.ts';
import { defined } from '../../fold/defined.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import type { AlertView } from '../../tracker/views.ts';
import { cursor, toCursor } from '../cursor.ts';
import { auditOf } from '../exchange.ts';
import { readJsonBody } from '../json-body.ts';
import { ProblemError } from '../problem.ts';
import { oneOf, printable, readQuery, wholeNumber } from '../query.ts';
import { sendJson } from '../send.ts';
import type { Handler, Route, RoutedRequest } from './route.ts';

export interface AlertRoutesOptions {
  readonly tracker: Pick<Tracker, 'alerts' | 'alert' | 'acknowledge' | 'resend'>;
  readonly providerNames: readonly string[];
  /** Of all machines. */
  readonly stages: readonly string[];
  readonly log: Logger;
}

const words = printable(100);

/** Who is stuck, what was told to whom, and what people do about it. */
export function alertRoutes({ tracker, providerNames, stages, log }: AlertRoutesOptions): Route[] {
  const known = {
    status: oneOf(['open', 'closed', 'dead']),
    effect: oneOf(ALERT_EFFECTS),
    provider: oneOf(providerNames),
    stage: oneOf(stages),
    institutionId: printable(200),
    limit: wholeNumber(1, 100),
    cursor,
  };
  const audit = (response: ServerResponse, what: string, alertId: string, how: object) =>
    log.info({ audit: what, alertId, ...auditOf(response), ...how }, 'audit');

  const list: Handler = async (request, response) => {
    const { cursor: after, ...query } = readQuery(request, known);
    const { alerts, next } = await tracker.alerts({ ...query, ...defined({ after }) });
    sendJson(response, { alerts, ...defined({ next: next && toCursor(next) }) });
  };

  const show: Handler = async (request, response) => {
    readQuery(request, {});
    sendJson(response, found(await tracker.alert(idOf(request))));
  };

  const acknowledge: Handler = async (request, response) => {
    readQuery(request, {});
    const how = await readJsonBody(request, { by: words });
    const alert = found(await tracker.acknowledge(idOf(request), how).catch(refused));
    audit(response, 'acknowledge', alert.alertId, how);
    sendJson(response, alert);
  };

  const resend: Handler = async (request, response) => {
    readQuery(request, {});
    const how = await readJsonBody(request, { sink: words });
    const alert = found(await tracker.resend(idOf(request), how).catch(refused));
    audit(response, 'resend', alert.alertId, how);
    sendJson(response, alert, 202);
  };

  return [
    { path: '/v1/alerts', get: list },
    { path: '/v1/alerts/:alertId', get: show },
    { path: '/v1/alerts/:alertId/acknowledge', post: acknowledge },
    { path: '/v1/alerts/:alertId/resend', post: resend },
  ];
}

function idOf({ params }: RoutedRequest): string {
  return params['alertId'] as string;
}

function found(alert: AlertView | undefined): AlertView {
  if (alert) return alert;
  throw new ProblemError('alert-not-found', 'No alert has this id.');
}

/** What the tracker refuses is a problem of the same name, in words that quote nothing. */
function refused(error: unknown): never {
  const code = error instanceof TrackerError ? error.code : undefined;
  if (code === 'alert-resolved')
    throw new ProblemError(code, 'The alert is over, and nothing is left to acknowledge.');
  if (code === 'unknown-sink')
    throw new ProblemError(code, 'No sink of this name is configured, or there are none at all.');
  throw error;
}
