import type { Delivery, Provider } from '../../providers/provider.ts';
import { type Received, receive } from '../../providers/receive.ts';
import { reasonsNotToKeep, recordAll } from '../../tracker/record-all.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { isProblemCode, type ProblemCode, problems } from '../problems-catalogue.ts';
import { type Answer, refuse } from './answer.ts';

export interface Receiver {
  readonly tracker: Pick<Tracker, 'record' | 'reject'>;
  readonly provider: Provider;
  /** Told why the reason for setting a delivery aside could not be kept. */
  onFailure(error: unknown): void;
}

interface Unusable {
  readonly code: string;
  readonly detail: string;
  readonly verified: boolean;
}

/**
 * From a complete delivery to its answer. One that accepts is given only after what it says is durable.
 * Throws what `tracker.record` throws.
 */
export async function deliver(delivery: Delivery, receiver: Receiver): Promise<Answer> {
  const { provider } = receiver;
  const received = await receive(provider, delivery);
  switch (received.kind) {
    case 'refused':
      return refuseSender(received, provider);
    case 'ping':
      return { kind: 'accepted', status: 'ok', outcome: 'ping' };
    case 'unusable':
      return setAside([received], delivery, receiver);
    case 'events':
      return recordEvents(received, delivery, receiver);
  }
}

/** What cannot be kept takes nothing with it: it is set aside, and the rest of the delivery is recorded. */
async function recordEvents(
  { events, verified }: Extract<Received, { kind: 'events' }>,
  delivery: Delivery,
  receiver: Receiver,
): Promise<Answer> {
  const { status, event, notKept } = await recordAll(receiver.tracker.record, events);
  const reasons = notKept.map((why) => ({ ...reasonsNotToKeep[why], verified }));
  if (status === 'full' || status === 'expired') return setAside(reasons, delivery, receiver);
  if (!(await keepReasons(reasons, delivery, receiver))) return reasonLost();
  return { kind: 'accepted', status, outcome: status, eventType: event.type, events: events.length };
}

/** RFC 9110, section 15.5.2: a 401 has to name a scheme. No registered one describes a signed webhook. */
function refuseSender(received: { code: string; detail: string }, { name }: Provider): Answer {
  const code = listed(received.code, 'unauthenticated');
  const headers = problems[code].status === 401 ? { 'www-authenticate': `Webhook realm="${name}"` } : {};
  return refuse(code, received.detail, headers);
}

/**
 * Keeps the reasons, and answers by the first. An authentic delivery is then accepted, since the vendor would send the
 * same bytes again for three days; only where a reason could not be kept does it get that second chance.
 */
async function setAside(
  reasons: readonly Unusable[],
  delivery: Delivery,
  receiver: Receiver,
): Promise<Answer> {
  const { detail, verified, ...first } = reasons[0]!;
  const code = listed(first.code, 'delivery-unusable');
  const kept = await keepReasons(reasons, delivery, receiver);
  if (!verified) return refuse(code, detail);
  if (!kept) return reasonLost();
  return { kind: 'accepted', status: 'rejected', outcome: 'rejected', reason: code };
}

function reasonLost(): Answer {
  return refuse('store-unavailable', 'Why the delivery cannot be used could not be stored.');
}

async function keepReasons(
  reasons: readonly Unusable[],
  delivery: Delivery,
  receiver: Receiver,
): Promise<boolean> {
  const kept = await Promise.all(reasons.map((reason) => keepReason(reason, delivery, receiver)));
  return !kept.includes(false);
}

async function keepReason(unusable: Unusable, delivery: Delivery, receiver: Receiver): Promise<boolean> {
  const { code, detail, verified: authenticated } = unusable;
  const { receivedAt: at, body } = delivery;
  const provider = receiver.provider.name;
  try {
    await receiver.tracker.reject({ at, provider, code, detail, authenticated, bytes: body.length });
    return true;
  } catch (error) {
    receiver.onFailure(error);
    return false;
  }
}

/** A provider of one's own may have codes that the catalogue does not list; its detail then says all there is to say. */
function listed(code: string, otherwise: ProblemCode): ProblemCode {
  return isProblemCode(code) ? code : otherwise;
}
