import type { JsonObject } from '../fold/event.ts';
import { digitsOf, intOf, type Parts, pickOf } from './derive.ts';

/** A made-up bank account with everything that must never be kept: number, balance, names. */
export interface FakeAccount {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly nickname: string;
  readonly type: string;
  readonly balance: number;
  readonly institutionLoginId: number;
}

export interface Holder {
  readonly seed: number;
  readonly customerId: string;
  readonly institutionId: string;
}

const kinds = [
  { type: 'checking', name: 'Evergreen Checking', sign: 1 },
  { type: 'savings', name: 'Rainy Day Savings', sign: 1 },
  { type: 'mortgage', name: 'Home Mortgage', sign: -1 },
] as const;

const people = [
  'Marigold Featherstone',
  'Barnaby Quillfeather',
  'Odalys Winterbourne',
  'Thaddeus Larkspur',
] as const;

/** The accounts that one customer has at one bank: always the same three for the same holder. */
export function accountsOf({ seed, customerId, institutionId }: Holder): FakeAccount[] {
  const holder: Parts = [seed, customerId, institutionId];
  const institutionLoginId = Number(digitsOf(10, ...holder, 'login'));
  return kinds.map(({ type, name, sign }) => ({
    id: digitsOf(10, ...holder, type, 'id'),
    number: digitsOf(10, ...holder, type, 'number'),
    name,
    nickname: `${pickOf(people, ...holder)}'s ${type}`,
    type,
    balance: (sign * intOf(100_000, 90_000_000, ...holder, type, 'balance')) / 100,
    institutionLoginId,
  }));
}

/** An account in `discovered`: the id is a number there, and the status is still pending. */
export function discoveredAccount(account: FakeAccount): JsonObject {
  return {
    id: Number(account.id),
    number: account.number,
    name: account.name,
    balance: account.balance,
    type: account.type,
    status: 'pending',
    institutionLoginId: account.institutionLoginId,
  };
}

/** An account in `added`: the id is a string there; dates are in seconds. */
export function addedAccount(account: FakeAccount, holder: Holder, at: number, position: number): JsonObject {
  const last4 = account.number.slice(-4);
  const seconds = Math.floor(at / 1000);
  return {
    id: account.id,
    number: account.number,
    realAccountNumberLast4: last4,
    accountNumberDisplay: last4,
    name: account.name,
    balance: account.balance,
    type: account.type,
    status: 'active',
    customerId: holder.customerId,
    institutionId: holder.institutionId,
    balanceDate: seconds,
    createdDate: seconds,
    lastUpdatedDate: 0,
    currency: 'USD',
    institutionLoginId: account.institutionLoginId,
    displayPosition: position,
    detail: { periodInterestRate: '4.5', availableBalanceAmount: account.balance },
    financialinstitutionAccountStatus: 'OPEN',
    accountNickname: account.nickname,
    marketSegment: 'personal',
  };
}
