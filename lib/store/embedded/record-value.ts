/**
 * What LMDB holds for a record, beside the version: 8 bytes with the time the record is due at
 * (a double, big-endian; NaN: never), which tells its place in the due index, then the body.
 */
const HEADER_BYTES = 8;

export function encodeRecord(body: Buffer, dueAt: number | undefined): Buffer {
  const value = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  value.writeDoubleBE(dueAt ?? Number.NaN, 0);
  body.copy(value, HEADER_BYTES);
  return value;
}

export function decodeRecord(value: Buffer): { readonly body: Buffer; readonly dueAt?: number } {
  const body = value.subarray(HEADER_BYTES);
  const dueAt = value.readDoubleBE(0);
  return Number.isNaN(dueAt) ? { body } : { body, dueAt };
}
