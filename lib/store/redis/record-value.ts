import type { StoredRecord } from '../store.ts';

/** What Redis holds for a record: 8 bytes with its version (unsigned, big-endian), then the body. */
const VERSION_BYTES = 8;

export function encodeRecord(version: number, body: Buffer): Buffer {
  return Buffer.concat([encodeVersion(version), body]);
}

export function decodeRecord(value: Buffer): StoredRecord {
  return { version: Number(value.readBigUInt64BE(0)), body: value.subarray(VERSION_BYTES) };
}

/** As `commit.lua` compares it: no bytes stand for an absent record, whose version is 0. */
export function encodeExpected(version: number): Buffer {
  return version === 0 ? Buffer.alloc(0) : encodeVersion(version);
}

function encodeVersion(version: number): Buffer {
  const bytes = Buffer.allocUnsafe(VERSION_BYTES);
  bytes.writeBigUInt64BE(BigInt(version));
  return bytes;
}
