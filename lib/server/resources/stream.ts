import { defined } from '../../fold/defined.ts';
import type { FeedItem, Tracker } from '../../tracker/tracker.ts';
import type { ChangeView } from '../../tracker/views.ts';
import { EVENT_STREAM, type EventStreamOptions, openEventStream } from '../event-stream.ts';
import { watchEntitlement } from '../guards/entitlement.ts';
import { ProblemError } from '../problem.ts';
import { oneOf, type Parameter, printable, readQuery } from '../query.ts';
import type { Handler, Route, RoutedRequest } from './route.ts';
import { sessionFilters } from './sessions.ts';

export interface StreamRoutesOptions {
  readonly tracker: Pick<Tracker, 'changes'>;
  readonly providerNames: readonly string[];
  readonly stages: readonly string[];
  readonly machines: readonly string[];
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
  /** Told how many readers there are. */
  readonly onReaders?: (readers: number) => void;
  readonly limits?: StreamLimits;
}

export interface StreamLimits extends Pick<EventStreamOptions, 'heartbeatEvery' | 'patience'> {
  /** Readers at one time. Default: 2,000. */
  readonly mostReaders?: number;
}

const place: Parameter<string> = {
  expected: 'the id of a change',
  parse: (text) => (/^[0-9-]{1,60}$/.test(text) ? text : undefined),
};

/** What changes, as it changes. */
export function streamRoutes({ tracker, stopping, ...options }: StreamRoutesOptions): Route[] {
  const known = {
    ...sessionFilters(options),
    customerId: printable(200),
    provider: oneOf(options.providerNames),
    lastEventId: place,
  };
  const { mostReaders = 2_000, ...timing } = options.limits ?? {};
  let readers = 0;
  const count = (by: 1 | -1) => {
    readers += by;
    options.onReaders?.(readers);
  };

  const follow: Handler = async (request, response) => {
    const { lastEventId, ...filters } = readQuery(request, known);
    const after = headerPlace(request) ?? lastEventId;
    if (readers >= mostReaders)
      throw new ProblemError('too-many-streams', `This process serves ${mostReaders} streams already.`);
    if (request.method === 'HEAD')
      return void response.writeHead(200, { 'content-type': EVENT_STREAM }).end();
    const leaving = new AbortController();
    const items = tracker.changes({ signal: leaving.signal, ...defined({ after }) })[Symbol.asyncIterator]();
    count(1);
    try {
      // Before the head of the answer: a place that no feed has made, or a store that is away, is a problem of its own.
      const first = await items.next().catch(refused);
      let id = first.done || first.value.kind !== 'start' ? after : first.value.id;
      const stream = openEventStream(response, { ...timing, heartbeat: () => defined({ id }) });
      const stop = () => stream.end('stopping');
      stopping.addEventListener('abort', stop);
      if (stopping.aborted) stop();
      watchEntitlement(response, () => stream.end('key-invalid'));
      stream.closed.addEventListener('abort', () => leaving.abort());
      try {
        await stream.send(defined({ id }));
        for (;;) {
          const { done, value } = await items.next();
          if (stream.closed.aborted) return;
          // The tracker was closed.
          if (done) return stop();
          if (value.kind === 'change') id = value.change.id;
          if (isWanted(value, filters) && !(await stream.send(toMessage(value)))) return;
        }
      } catch {
        stream.end('store-unavailable');
      } finally {
        stopping.removeEventListener('abort', stop);
      }
    } finally {
      count(-1);
      leaving.abort();
      await items.return?.();
    }
  };

  return [{ path: '/v1/stream', get: follow }];
}

/** What a browser sends by itself when it comes again goes before what stands in the address. */
function headerPlace({ headers }: RoutedRequest): string | undefined {
  const given = headers['last-event-id'];
  if (typeof given !== 'string' || given === '') return undefined;
  const found = place.parse(given);
  if (found === undefined) throw new ProblemError('invalid-query', WRONG_PLACE);
  return found;
}

const WRONG_PLACE = 'The header Last-Event-ID, or the parameter "lastEventId", must be the id of a change.';

function refused(error: unknown): never {
  if (error instanceof TypeError) throw new ProblemError('invalid-query', WRONG_PLACE);
  throw error;
}

type Filters = Partial<
  Pick<ChangeView, 'stuck' | 'outcome' | 'institutionId' | 'machine' | 'customerId' | 'provider'>
> & {
  readonly stage?: string;
};

/** A session that leaves a stage matters to whoever looks at that stage. */
function isWanted(item: FeedItem, { stage, ...others }: Filters): boolean {
  if (item.kind !== 'change') return true;
  const { change } = item;
  if (stage !== undefined && change.stage !== stage && change.from !== stage) return false;
  return (Object.keys(others) as (keyof typeof others)[]).every((name) => others[name] === change[name]);
}

function toMessage(item: FeedItem) {
  if (item.kind === 'change') return { id: item.change.id, event: 'change', data: item.change };
  return { event: 'gap', data: { reason: 'Changes may have been missed: only the newest are kept.' } };
}
