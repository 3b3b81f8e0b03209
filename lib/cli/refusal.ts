import { TrackerError } from '../errors.ts';
import { type Answer, describeProblem, KEY_VARIABLE } from './client.ts';

/** The error for an answer that was not hoped for: what the server refuses it gives a reason for; anything else is no answer of it. */
export function refusal(url: string, what: string, answer: Answer): TrackerError {
  const { status } = answer;
  const isRefusal = status >= 400 && status < 500 && codeOf(answer) !== undefined;
  const retryable = status === 429 || status >= 500;
  if (!isRefusal)
    return new TrackerError('unexpected-answer', `${url} gave no ${what}: ${describeProblem(answer)}.`, {
      retryable,
    });
  const message = `${url} refused: ${describeProblem(answer)}.${adviceFor(answer)}`;
  return new TrackerError('request-refused', message, { retryable });
}

const MAKE_KEY = 'make one with "connect-tracker keys create"';

/** What whoever runs a command can do about an answer that asks for another key. */
function adviceFor(answer: Answer): string {
  switch (codeOf(answer)) {
    case 'missing-key':
      return ` Set ${KEY_VARIABLE} to an API key; ${MAKE_KEY}.`;
    case 'invalid-key':
      return ` Set ${KEY_VARIABLE} to an active API key; "connect-tracker keys list" shows which are.`;
    case 'scope-missing':
      return ` Set ${KEY_VARIABLE} to a key that has it; make one with "connect-tracker keys create --scope admin".`;
    case 'loopback-only':
      return ` Ask on the machine of the server, or set ${KEY_VARIABLE} to an API key; ${MAKE_KEY}.`;
    default:
      return '';
  }
}

/** The code of the problem that an answer tells of, if any. */
export function codeOf({ body }: Answer): string | undefined {
  const { code } = Object(body) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
