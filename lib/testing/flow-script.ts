import type { JsonObject } from '../fold/event.ts';
import type { ConnectType } from './connect-payloads.ts';
import type { YodleeType } from './yodlee-event.ts';

/** A bank that a flow goes through. */
export interface Bank {
  readonly institutionId: string;
  /** Whether the customer signs in at the bank itself. */
  readonly oauth: boolean;
}

/** One delivery of a Connect flow. */
export interface ConnectStep {
  readonly type: ConnectType | 'ping';
  /** Time since the step before, in ms. */
  readonly gap: number;
  /** Which of the flow's banks. Default: the first. */
  readonly bank?: number;
  /** Which of the flow's customers. Default: the first. */
  readonly customer?: number;
  readonly payload?: JsonObject;
  readonly body?: JsonObject;
}

/** One delivery of a Yodlee flow. */
interface YodleeStep {
  readonly type: YodleeType;
  /** Time since the step before, in ms. */
  readonly gap: number;
}

export interface ConnectFlow {
  readonly provider: 'connect';
  /** What happens, in a few words. */
  readonly description: string;
  readonly banks: readonly [Bank, ...Bank[]];
  readonly steps: readonly ConnectStep[];
}

interface YodleeFlow {
  readonly provider: 'yodlee';
  readonly description: string;
  readonly steps: readonly YodleeStep[];
}

/** What happens in a run through a vendor's flow. */
export type FlowScript = ConnectFlow | YodleeFlow;
