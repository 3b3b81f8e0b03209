import { expect } from 'chai';
import express from 'express';
import { statusRouter } from '../../../lib/express/index.ts';
import { openEvents } from '../../support/event-client.ts';
import { enterStage } from '../server/stuck-customer.ts';
import { type Host, type Parts, withHost } from './host.ts';

const withRouter =
  (signal?: AbortSignal) =>
  ({ tracker }: Parts) =>
    express().use('/t', statusRouter(tracker, signal === undefined ? {} : { signal }));

const open = (host: Host) => openEvents(`${host.url}/t/v1/stream`);

describe('the stream of statusRouter', () => {
  it('tells changes as they come', async () => {
    await withHost(withRouter(), async (host) => {
      const client = await open(host);
      await enterStage(host.tracker, { customerId: '7001' });
      expect(JSON.parse((await client.next('change')).data)).to.include({ customerId: '7001', stage: 'mfa' });
      client.cut();
    });
  });

  it('ends for all readers, who are told why, when the signal is aborted', async () => {
    const stopping = new AbortController();
    await withHost(withRouter(stopping.signal), async (host) => {
      const clients = await Promise.all([1, 2, 3].map(() => open(host)));
      stopping.abort();
      for (const client of clients) {
        expect(JSON.parse((await client.next('end')).data)).to.deep.equal({ reason: 'stopping' });
        await client.closed;
      }
      const late = await open(host);
      expect(JSON.parse((await late.next('end')).data)).to.deep.equal({ reason: 'stopping' });
    });
  });

  it('ends at once where the signal was aborted before there was a router', async () => {
    await withHost(withRouter(AbortSignal.abort()), async (host) => {
      expect(JSON.parse((await (await open(host)).next('end')).data)).to.deep.equal({ reason: 'stopping' });
    });
  });

  it('ends when the tracker is closed', async () => {
    await withHost(withRouter(), async (host) => {
      const client = await open(host);
      await host.tracker.close();
      expect(JSON.parse((await client.next('end')).data)).to.deep.equal({ reason: 'stopping' });
      await client.closed;
    });
  });

  it('warns nobody about many readers', async () => {
    const warned: Error[] = [];
    const hear = (warning: Error) => warned.push(warning);
    process.on('warning', hear);
    const stopping = new AbortController();
    try {
      await withHost(withRouter(stopping.signal), async (host) => {
        const clients = await Promise.all(Array.from({ length: 20 }, () => open(host)));
        stopping.abort();
        for (const client of clients) await client.closed;
      });
    } finally {
      process.off('warning', hear);
    }
    expect(warned).to.deep.equal([]);
  });
});
