import { Writable } from 'node:stream';
import { expect } from 'chai';
import { pino } from 'pino';
import { SEVERITIES } from '../../../../lib/alerts/notice.ts';
import { createLogSink } from '../../../../lib/alerts/sinks/log.ts';
import { acknowledged, CUSTOMER, recovered, stuck, trouble } from './notices.ts';

describe('a log sink', () => {
  const withLog = () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const log = pino({ base: null, timestamp: false }, destination);
    return { sink: createLogSink({ type: 'log' }, log), lines };
  };

  it('writes one line for each notice', async () => {
    const { sink, lines } = withLog();
    expect(await sink.send(stuck({ summary: 'one\nline' }))).to.deep.equal({});
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([
      {
        level: 40,
        alertId: 'al_1f3b',
        effect: 'sessionStuck',
        kind: 'raised',
        stage: 'mfa',
        sessionId: 'se_9a',
        institutionId: '101732',
        severity: 'warning',
        summary: 'one\nline',
        msg: 'alert',
      },
    ]);
    expect(lines[0]?.trimEnd()).to.not.include('\n');
  });

  it('writes at the level of the severity', async () => {
    const { sink, lines } = withLog();
    for (const severity of SEVERITIES) await sink.send(stuck({ severity }));
    expect(lines.map((line) => JSON.parse(line).level)).to.deep.equal([50, 50, 40, 30]);
  });

  it('tells the whole life of an alert, leaves out what there is not, and never says who it is', async () => {
    const { sink, lines } = withLog();
    for (const notice of [stuck(), acknowledged(), recovered(), trouble(3)]) await sink.send(notice);
    const told = lines.map((line) => JSON.parse(line));
    expect(told.map(({ kind }) => kind)).to.deep.equal(['raised', 'acknowledged', 'resolved', 'raised']);
    expect(told[3]).to.not.have.any.keys('stage', 'sessionId');
    expect(lines.join()).to.not.include(CUSTOMER);
    sink.close();
  });
});
