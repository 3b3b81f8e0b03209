import { stripVTControlCharacters, styleText } from 'node:util';
import { type Notice, sayNotice } from '../stream/notices.ts';
import type { Status } from './show-status.ts';
import { statusPage } from './status-page.ts';

/** Where a customer's session is shown as it changes. */
export interface Screen {
  show(status: Status): void;
  /** What is to be known about the connection; nothing when all is well. */
  say(notice: Notice | undefined): void;
  close(): void;
}

/** One page below the other, each once; with `json` an object on each line. */
export function pageByPage({ json }: { readonly json: boolean }): Screen {
  let last: string | undefined;
  return {
    show(status) {
      const text = JSON.stringify(status);
      // Of changes that come at one time only the last state is seen.
      if (text === last) return;
      const gap = last === undefined ? '' : '\n';
      console.log(json ? text : `${gap}${draw(status)}`);
      last = text;
    },
    say: (notice) => sayNotice(notice, { json }),
    close() {},
  };
}

/** In ms: how often the times on the page are brought up to now. */
const TICK = 1_000;

const HOME = '\u001b[H';
const CLEAR = '\u001b[2J';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/** One page, drawn over the one before. */
export function terminalScreen(terminal: NodeJS.WriteStream): Screen {
  let status: Status | undefined;
  let notice: Notice | undefined;

  const redraw = () => {
    const { columns = 80, rows = 24 } = terminal;
    const told = notice === undefined ? [] : ['', styleText('yellow', notice.message)];
    const page = status === undefined ? '' : fitted(status, { columns, rows: rows - 1 - told.length });
    const lines = [...page.split('\n'), ...told];
    terminal.write(`${HOME}${lines.map((line) => `${line}${CLEAR_LINE}\n`).join('')}${CLEAR_BELOW}`);
  };
  const restart = () => {
    terminal.write(CLEAR);
    redraw();
  };

  const timer = setInterval(redraw, TICK);
  terminal.on('resize', restart);
  restart();
  return {
    show(fresh) {
      status = fresh;
      notice = notice?.code === 'changes-missed' ? notice : undefined;
      redraw();
    },
    say(fresh) {
      notice = fresh?.code === 'connected-again' ? undefined : fresh;
      redraw();
    },
    close() {
      clearInterval(timer);
      terminal.off('resize', restart);
    },
  };
}

/** The page with as much of the timeline as there is room for. */
function fitted(status: Status, { columns, rows }: { columns: number; rows: number }): string {
  const page = draw(status);
  const missing = heightOf(page, columns) - rows;
  if (missing <= 0) return page;
  return draw(status, Math.max(1, status.session.timeline.length - missing));
}

function draw({ customer, session }: Status, room?: number): string {
  const { sessions } = customer;
  return statusPage(session, { now: Date.now(), sessions, ...(room === undefined ? {} : { room }) });
}

function heightOf(page: string, columns: number): number {
  return page
    .split('\n')
    .reduce(
      (rows, line) => rows + Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns)),
      0,
    );
}
