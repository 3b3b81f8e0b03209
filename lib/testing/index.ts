/**
 * For tests of programs that follow bank connections: realistic vendor traffic, what can happen to it on its way, a tracker
 * with a clock of its own, and assertions.
 *
 * @packageDocumentation
 *
 * @example
 * import { expect, use } from 'chai';
 * import { chaiConnectTracker, flows, shuffle, testTracker } from 'connect-tracker/testing';
 *
 * use(chaiConnectTracker);
 *
 * it('tells us when a customer is stuck in the challenge', async () => {
 *   await using t = await testTracker();
 *   await t.send('mfa', { customerId: '7001' });
 *   await t.advance('5m');
 *   expect(await t.customer('7001')).to.be.at('mfa').and.to.be.stuck();
 *   expect(t.alerts.at(-1)).to.include({ kind: 'raised', customerId: '7001' });
 * });
 *
 * it('does not mind the order of deliveries', async () => {
 *   await using t = await testTracker();
 *   await t.play(shuffle(flows.oauth({ customerId: '7001' })));
 *   expect(await t.customer('7001')).to.have.outcome('completed');
 * });
 */

// Assertions, and the words they take
export type { Outcome, WaitingOn } from '../../machines/index.ts';
export { type ChaiLike, type ChaiUtilsLike, chaiConnectTracker } from './chai-plugin.ts';
export type {} from './chai-types.ts';
// Single events
export { type ConnectEventOptions, connectEvent, connectPing, customerOf } from './connect-event.ts';
export { CONNECT_TYPES, type ConnectType } from './connect-payloads.ts';
export type { Timed, VendorDelivery } from './delivery.ts';
// Whole flows, and what can happen to them on their way
export { delay, drop, duplicate, type ShareOptions, shuffle } from './disorder.ts';
export type { Flow, FlowOptions, FlowTimes } from './flow.ts';
export { type FlowName, flows } from './flows.ts';
export type { KnownStage, KnownStages } from './known-stages.ts';
// Machines: every way that they can go
export { type Path, type PathStep, type PathsOptions, pathsOf } from './paths.ts';
export type { PathTransition } from './paths-transition.ts';
export { foldPath, type PathRun, type RunPathOptions, runPath } from './run-path.ts';
// A tracker for one test
export type { AnyDelivery, Send, Sent } from './sending.ts';
export type { Span } from './span.ts';
export type { DeliveryDetails, TestProvider } from './test-delivery.ts';
export { type TestTracker, type TestTrackerOptions, testTracker } from './test-tracker.ts';
// The requests that deliver them
export { type WebhookRequest, type WebhookTarget, webhookRequest } from './webhook-request.ts';
export {
  loginNameOf,
  YODLEE_TYPES,
  type YodleeEventOptions,
  type YodleeType,
  yodleeEvent,
} from './yodlee-event.ts';
