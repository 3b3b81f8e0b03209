import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new key: `ctk_`, its id (8 hex digits), `_`, and 32 random bytes in base64url. */
export function newKeyText(): string {
  return `ctk_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`;
}

/** The id in the text of a key; `undefined` when the text is no key. */
export function idInKey(text: string): string | undefined {
  return /^ctk_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/.exec(text)?.[1];
}

/** What is kept of a key. 256 random bits cannot be guessed, so that nothing is gained by a slow digest. */
export function digestOfKey(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const NOBODY = '0'.repeat(64);

/** Whether a text has the digest. Without one it is compared all the same, so that the time tells no id. */
export function hasDigest(text: string, digest: string | undefined): boolean {
  const isEqual = timingSafeEqual(
    Buffer.from(digestOfKey(text), 'hex'),
    Buffer.from(digest ?? NOBODY, 'hex'),
  );
  return isEqual && digest !== undefined;
}
