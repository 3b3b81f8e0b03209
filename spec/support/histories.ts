import fc from 'fast-check';
import type { JsonObject, LoggedEvent } from '../../lib/fold/event.ts';
import { type HistoryOptions, histories } from '../../lib/testing/laws/histories.ts';
import { arrivalsOf, type History } from '../../lib/testing/laws/history.ts';
import { connect, T0 } from './fold.ts';

const usual = ['started', 'institutionSupported', 'adding', 'mfa', 'discovered', 'added', 'done'];
const rare = [
  'institutionNotFound',
  'institutionNotSupported',
  'invalidCredentials',
  'mfaUpdated',
  'credentialsUpdated',
  'processing',
  'unableToConnect',
  'depositSwitchUpdate',
  'accountsDeleted',
  'documentUpload',
  'reportDone',
  'somethingNew',
];

const institutionId = fc.constantFrom('101732', '102176');
const accountId = fc.constantFrom('a0', 'a1', 'a2', 'a3');

function dataOf(type: string): fc.Arbitrary<JsonObject> {
  if (type === 'unableToConnect') return institutionId.map((bank) => ({ institutionId: bank, code: 102 }));
  if (type !== 'added') return institutionId.map((bank) => ({ institutionId: bank }));
  return fc.tuple(institutionId, accountId).map(([bank, id]) => ({
    institutionId: bank,
    accounts: [{ id, type: 'loan', institutionId: bank }],
  }));
}

/** What happens in Connect, the usual more often than the rare. */
export const connectTraffic: HistoryOptions = {
  types: [...Array.from({ length: 5 }, () => usual).flat(), ...rare],
  data: dataOf,
};

/** A random history of one customer of Connect, with what can happen to its deliveries. */
export const history = histories(connect, connectTraffic);

/** The deliveries of a history that begins at `from`, in the order of their arrival. */
export function deliver(given: History, from = T0): LoggedEvent[] {
  return arrivalsOf(given, from).map(({ event }) => event);
}
