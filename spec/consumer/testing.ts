/** Specs of a program that uses the test kit. */

import { expect, use } from 'chai';
import { openStore } from 'connect-tracker';
import { connectMachine } from 'connect-tracker/machines';
import {
  chaiConnectTracker,
  connectEvent,
  flows,
  foldPath,
  pathsOf,
  shuffle,
  testTracker,
} from 'connect-tracker/testing';
import { checkFoldLaws } from 'connect-tracker/testing/laws';
import { describeStoreContract } from 'connect-tracker/testing/store-contract';

use(chaiConnectTracker);

const t = await testTracker();
await t.play(shuffle(flows.oauth({ customerId: '7001' }), 7));
await t.send('mfa', { customerId: '7001' });
await t.advance('10m');
const customer = await t.customer('7001');
expect(customer).to.be.at('mfa').and.to.be.stuck();
expect(customer).to.be.waitingOn('customer').and.to.have.outcome('open');
expect(customer).to.have.visited(['adding', 'mfa']);
expect(5).to.be.at.least(4);
await t.close();

for (const path of pathsOf(connectMachine)) foldPath(connectMachine, path);
checkFoldLaws(connectMachine, { cases: 10 });
describeStoreContract('a store', {
  async open() {
    const another = () => openStore('lmdb://./data');
    const store = await another();
    return { store, another, close: () => store.close() };
  },
  skip: { bound: 'it takes long' },
});

declare module 'connect-tracker/testing' {
  interface KnownStages {
    mine: 'weighed';
  }
}
expect(customer).to.be.at('weighed');

// @ts-expect-error: no such stage
expect(customer).to.be.at('mfas');
// @ts-expect-error: no such stage
expect(customer).to.have.visited(['adding', 'mfas']);
// @ts-expect-error: nobody is called that
expect(customer).to.be.waitingOn('custmer');
// @ts-expect-error: no such outcome
expect(customer).to.have.outcome('complete');
// @ts-expect-error: no such event
connectEvent('mfaa');
// @ts-expect-error: no such option
connectEvent('mfa', { customer: '7001' });
// @ts-expect-error: no such event
pathsOf(connectMachine, { events: { strated: [] } });
// @ts-expect-error: no such option
checkFoldLaws(connectMachine, { runs: 10 });
// @ts-expect-error: no such part
describeStoreContract('a store', { open: async () => never(), skip: { timer: '' } });

declare function never(): never;
