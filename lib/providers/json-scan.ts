const MAX_DEPTH = 32;
const MAX_ENTRIES = 10_000;

const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const WHITE_SPACE = /[ \t\n\r]*/y;

export interface JsonProblem {
  readonly code: 'invalid-json' | 'too-deep' | 'too-many-keys' | 'forbidden-key';
  readonly detail: string;
}

/** What may come next. `first` means that the container has just been opened and may close at once. */
type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'end';

/** A container that is open at some point of the text, and the entry that is read in it. */
interface Place {
  readonly closing: '}' | ']';
  /** Counts the entries before this one. */
  index: number;
  /** The key of this entry. Absent in arrays. */
  key?: string;
}

interface Scan {
  readonly text: string;
  readonly path: Place[];
  at: number;
  expected: Expected;
  /** Keys of objects and elements of arrays. */
  entries: number;
}

/**
 * Why a text is not JSON that we take: a breach of RFC 8259, more than 32 levels, more than 10,000 keys and
 * elements, or a key that could reach a prototype. Undefined when all is well: `JSON.parse` then accepts it.
 *
 * It looks at the text before it is parsed because a deep or crowded text takes long to parse, and because the
 * engine's own syntax errors quote the text, which must not reach a log, and often do not name the place.
 */
export function jsonProblem(text: string): JsonProblem | undefined {
  const scan: Scan = { text, path: [], at: 0, expected: 'value', entries: 0 };
  for (skipWhiteSpace(scan); scan.at < text.length; skipWhiteSpace(scan)) {
    const problem = step(scan);
    if (problem !== undefined) return problem;
  }
  return scan.expected === 'end' && scan.path.length === 0 ? undefined : syntaxProblem(scan);
}

/** Reads one token, or a key with its colon. */
function step(scan: Scan): JsonProblem | undefined {
  const { text, path, expected } = scan;
  const char = text[scan.at];
  const place = path.at(-1);
  if (char === place?.closing && expected !== 'key' && expected !== 'value') {
    path.pop();
    scan.at += 1;
    scan.expected = 'end';
    return undefined;
  }
  switch (expected) {
    case 'end':
      if (char !== ',' || place === undefined) return syntaxProblem(scan);
      place.index += 1;
      scan.at += 1;
      scan.expected = place.closing === '}' ? 'key' : 'value';
      return undefined;
    case 'key':
    case 'firstKey':
      return readKey(scan, place);
    default:
      return readValue(scan, char);
  }
}

function readValue(scan: Scan, char: string | undefined): JsonProblem | undefined {
  if (scan.path.length > 0) scan.entries += 1;
  if (scan.entries > MAX_ENTRIES) {
    return { code: 'too-many-keys', detail: `the body has more than ${MAX_ENTRIES} keys and elements` };
  }
  if (char === '{' || char === '[') return open(scan, char);
  scan.expected = 'end';
  return skip(scan, char === '"' ? STRING : SCALAR) ? undefined : syntaxProblem(scan);
}

function open(scan: Scan, char: '{' | '['): JsonProblem | undefined {
  const { path } = scan;
  if (path.length === MAX_DEPTH) {
    return { code: 'too-deep', detail: `${pointer(path)} is nested deeper than ${MAX_DEPTH} levels` };
  }
  path.push({ closing: char === '{' ? '}' : ']', index: 0 });
  scan.at += 1;
  scan.expected = char === '{' ? 'firstKey' : 'firstValue';
  return undefined;
}

function readKey(scan: Scan, place: Place | undefined): JsonProblem | undefined {
  const start = scan.at + 1;
  if (place === undefined || !skip(scan, STRING)) return syntaxProblem(scan);
  place.key = unescaped(scan.text.slice(start, scan.at - 1));
  skipWhiteSpace(scan);
  if (scan.text[scan.at] !== ':') return syntaxProblem(scan);
  scan.at += 1;
  scan.expected = 'value';
  if (reachesPrototype(scan.path)) {
    return { code: 'forbidden-key', detail: `${pointer(scan.path)} is a key that is not allowed` };
  }
  return undefined;
}

/** Moves past what the pattern matches here; false, and no move, if it does not. */
function skip(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  const matches = pattern.test(scan.text);
  if (matches) scan.at = pattern.lastIndex;
  return matches;
}

function skipWhiteSpace(scan: Scan): void {
  if (scan.text.charCodeAt(scan.at) <= 0x20) skip(scan, WHITE_SPACE);
}

/** A letter of a key may be written as an escape: "\u005f_proto__". */
function unescaped(raw: string): string {
  if (!raw.includes('\\u')) return raw;
  return raw.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function reachesPrototype(path: readonly Place[]): boolean {
  const key = path.at(-1)?.key;
  return key === '__proto__' || (key === 'prototype' && path.at(-2)?.key === 'constructor');
}

function syntaxProblem({ text, at }: Scan): JsonProblem {
  const detail = text === '' ? 'the body is empty' : `the body is not JSON at character ${at}`;
  return { code: 'invalid-json', detail };
}

/** A JSON pointer fit for a log line and an answer. */
function pointer(path: readonly Place[]): string {
  return path.map(({ key, index }) => `/${key === undefined ? index : shownKey(key)}`).join('');
}

/** Letters and underscores only: a key is made up as freely as a value, and may be an account number or a name. */
function shownKey(key: string): string {
  return /^[A-Za-z_]{1,40}$/.test(key) ? key : '?';
}
