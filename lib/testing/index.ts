/**
 * Realistic vendor traffic for tests: single events, whole flows, and the requests that deliver them.
 *
 *     const [ping, started] = playFlow('full-mfa', { startAt: Date.now(), customerId: '6030781868' });
 *     const request = webhookRequest(started, { url: 'http://127.0.0.1:3000', secret: 'test-partner-secret' });
 *     await fetch(request.url, request);
 */
export { type ConnectEventOptions, connectEvent, connectPing, customerOf } from './connect-event.ts';
export { CONNECT_TYPES, type ConnectType } from './connect-payloads.ts';
export type { Flow } from './flow.ts';
export { type FlowName, flows } from './flows.ts';
export { type FlowOptions, flowDuration, flowStep, playFlow, type VendorDelivery } from './play-flow.ts';
export { type WebhookRequest, type WebhookTarget, webhookRequest } from './webhook-request.ts';
export {
  loginNameOf,
  YODLEE_TYPES,
  type YodleeEventOptions,
  type YodleeType,
  yodleeEvent,
} from './yodlee-event.ts';
