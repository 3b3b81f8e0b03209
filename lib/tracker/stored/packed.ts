import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { TrackerError } from '../../errors.ts';
import type { StoredNow } from './customer.ts';
import { DICTIONARY } from './dictionary.ts';
import { withoutReferences, withReferences } from './references.ts';

/** A customer's record, and the ids of Connect that are kept apart from it: hex digits, which no compression makes shorter than bytes. */
export interface Unpacked {
  readonly stored: StoredNow;
  readonly apart: readonly string[];
}

/*
 * A packed record: how it is packed, how many ids there are (two bytes, big-endian), the ids, and the rest as JSON in raw DEFLATE.
 * How: the number of a form, and of the dictionary that goes with it; no JSON begins with such a byte. What was packed by a
 * dictionary can only be read by it: one that has been released never changes, another one gets the next number.
 */
const FORM = 1;
const LAST_FORM = 0x1f;
const HEADER_BYTES = 3;
const ID_BYTES = 12;

const dictionary = Buffer.from(DICTIONARY);

/** To begin with the memory that long texts need takes longer than to compress a short one. */
const SHORT = { level: 9, windowBits: 13, memLevel: 4, dictionary };

export function pack(stored: StoredNow, apart: readonly string[]): Buffer {
  const head = Buffer.allocUnsafe(HEADER_BYTES + apart.length * ID_BYTES);
  head[0] = FORM;
  head.writeUInt16BE(apart.length, 1);
  for (const [index, id] of apart.entries()) head.write(id, HEADER_BYTES + index * ID_BYTES, 'hex');
  return Buffer.concat([head, deflateRawSync(JSON.stringify(withReferences(stored)), SHORT)]);
}

export function isPacked(body: Buffer): boolean {
  return body.length > 0 && body[0]! <= LAST_FORM;
}

/** @throws TrackerError `record-newer`, retryable, where it is of a form that is not known here; `record-unreadable` where it is damaged. */
export function unpack(body: Buffer): Unpacked {
  if (body[0]! > FORM)
    throw new TrackerError('record-newer', 'a newer version of connect-tracker packed this record', {
      retryable: true,
    });
  try {
    const end = HEADER_BYTES + body.readUInt16BE(1) * ID_BYTES;
    const apart: string[] = [];
    for (let start = HEADER_BYTES; start < end; start += ID_BYTES)
      apart.push(body.toString('hex', start, start + ID_BYTES));
    const text = inflateRawSync(body.subarray(end), { dictionary }).toString();
    return { stored: withoutReferences(JSON.parse(text)), apart };
  } catch (cause) {
    throw new TrackerError('record-unreadable', 'a packed record cannot be unpacked', { cause });
  }
}
