import { defined } from '../../fold/defined.ts';
import type { SinkConfig } from '../config.ts';
import type { Severity } from '../notice.ts';
import { nameOf } from './name.ts';
import type { Sink } from './sink.ts';

type LogSinkConfig = Extract<SinkConfig, { readonly type: 'log' }>;

/** The part of a pino logger that notices need. */
export type NoticeLog = Record<'error' | 'warn' | 'info', (fields: object, message: string) => void>;

const LEVEL = { critical: 'error', error: 'error', warning: 'warn', info: 'info' } as const satisfies Record<
  Severity,
  keyof NoticeLog
>;

/** One line for each notice, at the level of its severity. */
export function createLogSink(config: LogSinkConfig, log: NoticeLog): Sink {
  return {
    name: nameOf(config),
    type: 'log',
    tellsAcknowledged: true,
    async send({ kind, alert, severity, summary }) {
      const { id, effect, stage, sessionId, institutionId } = alert;
      const fields = { alertId: id, effect, kind, stage, sessionId, institutionId, severity, summary };
      log[LEVEL[severity]](defined(fields), 'alert');
      return {};
    },
    close() {},
  };
}
