import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { startChild } from '../../bench/child.ts';
import type { ContenderName } from '../../bench/contenders.ts';
import { measureCorrectness } from '../../bench/correctness/correctness.ts';
import { benchCustomer } from '../../bench/customer.ts';
import type { Verdict } from '../../bench/goals.ts';
import { benchImport } from '../../bench/import.ts';
import { type IntakeSample, measureIntake } from '../../bench/intake/intake.ts';
import { buildPlain, type PlainBuild } from '../../bench/plain-build.ts';
import type { LoadOrder } from '../../bench/processes/load.ts';

describe('the harness of the benches, on a small scale', function () {
  this.timeout(60_000);
  let build: PlainBuild;
  before(async () => {
    build = await buildPlain();
  });
  after(() => build.remove());

  it('measures a floor, a handler by hand and ours on both stores', async () => {
    const names: readonly ContenderName[] = ['express', 'dedupe', 'redisSigned', 'embedded'];
    const size = { rounds: 1, connections: 4, warmUp: 1, sessions: 20 };
    const samples = await measureIntake(build, size, { names });
    expect([...samples.keys()]).to.deep.equal(names);
    for (const [{ rate, p50, p99, server }] of samples.values() as Iterable<[IntakeSample]>) {
      for (const figure of [rate, p50, server]) expect(figure).to.be.above(0);
      expect(p99).to.be.at.least(p50);
    }
    expect(samples.get('redisSigned')![0]!.store).to.be.above(0);
    expect(samples.get('redisSigned')![0]!.roundTrips).to.be.within(1, 1.02);
    expect(samples.get('express')![0]!.store).to.equal(0);
  });

  it('finds ours right where the plain handler loses events', async () => {
    const tallies = await measureCorrectness(build, 4, ['redis', 'plain']);
    const ours = tallies.filter(({ contender }) => contender === 'redis');
    expect(ours).to.have.lengthOf(5);
    for (const tally of ours) expect(tally).to.include({ right: 4, lost: 0, duplicates: 0 });
    const plain = tallies.find(({ contender, case: name }) => contender === 'plain' && /shuffled/.test(name));
    expect(plain?.lost).to.be.above(0);
  });

  for (const bench of ['fold', 'record'])
    it(`judges ${bench} in a compiled process`, async () => {
      const child = startChild(build.scriptOf('bench/processes/in-process'));
      try {
        const verdicts = await child.ask<Verdict[]>({ bench, share: 0.02 });
        expect(verdicts).not.to.be.empty;
        for (const { values } of verdicts) expect(values.every((value) => value > 0)).to.equal(true);
      } finally {
        await child.stop();
      }
    });

  it('judges questions for a customer, and imports', async () => {
    const run = { build, quick: true };
    const verdicts = [
      ...(await benchCustomer(run, { customers: 4, rounds: 1, questions: 64 })),
      ...(await benchImport(run, { rounds: 1, lines: 400 })),
    ];
    expect(verdicts).to.have.length(6);
    for (const { name, values } of verdicts) {
      expect(values, name).to.have.length(1);
      expect(values[0], name).to.be.above(0);
    }
  });

  it('stops at a delivery that is refused', async () => {
    const server = createServer((_, response) => {
      response.statusCode = 503;
      response.end('no');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const load = startChild(build.scriptOf('bench/processes/load'));
    try {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/webhooks/connect`;
      await load.ask({ url, from: 0, sessions: 1, connections: 1 } satisfies LoadOrder);
      const failure = await load.ask('go').catch((error: Error) => error);
      expect(failure)
        .to.be.an('error')
        .with.property('message')
        .that.matches(/a delivery was answered 503/);
    } finally {
      await load.stop();
      server.closeAllConnections();
      server.close();
    }
  });

  it('tells that a child has ended before it answered', async () => {
    const child = startChild(build.scriptOf('bench/processes/floor'), { args: ['node'] });
    await child.nextLine();
    const asked = child.ask('what it does not listen to').catch((reason: Error) => reason);
    await child.stop();
    expect(await asked)
      .to.be.an('error')
      .with.property('message')
      .that.matches(/floor\.js ended with SIGTERM/);
  });
});
