import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { terminalScreen } from '../../../../lib/cli/sessions/screen.ts';
import type { Status } from '../../../../lib/cli/sessions/show-status.ts';

const session: Status['session'] = {
  sessionId: '0a1b2c3d',
  customerId: '7001',
  provider: 'connect',
  machine: 'connect',
  machineVersion: '1',
  stage: 'mfa',
  since: '2026-03-02T09:00:00.000Z',
  stuck: false,
  outcome: 'open',
  waitingOn: 'customer',
  expectedNext: [],
  attempts: 1,
  institutions: [],
  accounts: [],
  anomalies: [],
  links: { session: '/v1/sessions/0a1b2c3d', customer: '/v1/customers/7001?provider=connect' },
  timeline: Array.from({ length: 30 }, (_, index) => ({
    type: `event${index}`,
    at: '2026-03-02T09:00:00.000Z',
    stage: 'mfa',
    expected: true,
  })),
};
const status: Status = { customer: { ...session, sessions: 1 }, session };

describe('a page on a terminal', () => {
  const screens: { close(): void }[] = [];
  afterEach(() => {
    for (const screen of screens.splice(0)) screen.close();
  });

  function open(size: { columns: number; rows: number }) {
    const terminal = Object.assign(new PassThrough({ encoding: 'utf8' }), size) as unknown as WriteStream;
    const screen = terminalScreen(terminal);
    screens.push(screen);
    /** What was drawn last. */
    const last = () => {
      const drawn = String(terminal.read() ?? '')
        .split('\u001b[H')
        .at(-1)!;
      return stripVTControlCharacters(drawn).split('\n').slice(0, -1);
    };
    return { terminal, screen, last };
  }

  it('is whole where there is room', () => {
    const { screen, last } = open({ columns: 80, rows: 100 });
    screen.show(status);
    const lines = last();
    expect(lines[0]).to.equal('Customer 7001 (connect): mfa, open');
    expect(lines.filter((line) => /event\d/.test(line))).to.have.lengthOf(30);
  });

  it('fits into the terminal, with the newest of the timeline', () => {
    const { screen, last } = open({ columns: 80, rows: 20 });
    screen.show(status);
    const lines = last();
    expect(lines).to.have.lengthOf(19);
    expect(lines.at(-1)).to.include('event29');
    expect(lines.join('\n')).to.match(/Timeline \(UTC\), without the first \d+ lines\n/);
  });

  it('counts lines that are too long as often as they are broken', () => {
    const { screen, last } = open({ columns: 80, rows: 20 });
    const long = { ...session, expectedNext: ['x'.repeat(200)] };
    screen.show({ ...status, session: long });
    expect(last()).to.have.lengthOf(17);
  });

  it('is drawn anew when the terminal changes its size', () => {
    const { terminal, screen, last } = open({ columns: 80, rows: 20 });
    screen.show(status);
    terminal.rows = 30;
    terminal.emit('resize');
    expect(last()).to.have.lengthOf(29);
  });

  it('has what is to be known about the connection below it, until all is well again', () => {
    const { screen, last } = open({ columns: 80, rows: 20 });
    screen.show(status);
    screen.say({ code: 'connection-lost', message: 'No connection.' });
    const lines = last();
    expect(lines).to.have.lengthOf(19);
    expect(lines.slice(-2)).to.deep.equal(['', 'No connection.']);
    screen.say({ code: 'connected-again', message: 'Again.' });
    expect(last().at(-1)).to.include('event29');
  });

  it('goes on saying that changes were missed', () => {
    const { screen, last } = open({ columns: 80, rows: 20 });
    screen.say({ code: 'changes-missed', message: 'Missed.' });
    screen.show(status);
    expect(last().at(-1)).to.equal('Missed.');
  });
});
