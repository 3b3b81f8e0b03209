import { expect } from 'chai';
import { TrackerError } from '../../../lib/errors.ts';
import {
  type ApiKey,
  addKey,
  findKey,
  type KeyRing,
  mayUse,
  needsKey,
  noKeys,
  revokeKey,
  statusOfKey,
} from '../../../lib/tracker/key-ring.ts';
import { digestOfKey, hasDigest, idInKey, newKeyText } from '../../../lib/tracker/key-text.ts';

const NOW = 1_000_000;

/** A key and its text. */
function made(over: Partial<ApiKey> = {}) {
  const text = newKeyText();
  const key: ApiKey = {
    id: idInKey(text)!,
    name: 'anna',
    scopes: ['read'],
    digest: digestOfKey(text),
    createdAt: NOW,
    ...over,
  };
  return { text, key };
}

const ringOf = (...keys: ApiKey[]): KeyRing => ({ kind: 'keys', keys });
const many = (amount: number, over: (index: number) => Partial<ApiKey> = () => ({})) =>
  Array.from({ length: amount }, (_, index) => ({
    ...made().key,
    id: index.toString(16).padStart(8, '0'),
    ...over(index),
  }));

describe('the text of a key', () => {
  it('tells what it is, its id, and 32 random bytes', () => {
    const texts = Array.from({ length: 50 }, newKeyText);
    for (const text of texts) expect(text).to.match(/^ctk_[0-9a-f]{8}_[\w-]{43}$/);
    const secrets = texts.map((text) => text.slice(13));
    expect(new Set(secrets).size).to.equal(50);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).to.have.length(32);
  });

  it('is kept as the SHA-256 of all of it', () => {
    expect(digestOfKey('abc')).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const { text } = made();
    expect(hasDigest(text, digestOfKey(text))).to.equal(true);
    expect(hasDigest(text, digestOfKey(`${text}x`))).to.equal(false);
    expect(hasDigest(text, undefined)).to.equal(false);
  });

  it('has no id when it is no key', () => {
    const { text } = made();
    expect(idInKey(text)).to.match(/^[0-9a-f]{8}$/);
    for (const wrong of [
      '',
      'ctk_',
      text.slice(1),
      text.slice(0, -1),
      `${text}a`,
      `${text}\n`,
      text.toUpperCase(),
    ])
      expect(idInKey(wrong), wrong).to.equal(undefined);
  });
});

describe('a ring of keys', () => {
  it('finds a key by its whole text', () => {
    const [one, other] = [made(), made()];
    const ring = addKey(addKey(noKeys, one.key, NOW), other.key, NOW);
    expect(findKey(ring, one.text, NOW)).to.deep.equal({ kind: 'known', key: one.key });
    expect(findKey(ring, other.text, NOW)).to.deep.equal({ kind: 'known', key: other.key });
  });

  it('finds none by the id alone, by the secret of another, or by the digest', () => {
    const [one, other] = [made(), made()];
    const ring = ringOf(one.key, other.key);
    const unknown = { kind: 'wrong', reason: 'unknown' };
    const swapped = one.text.slice(0, 13) + other.text.slice(13);
    const same = one.text.slice(0, -2) + (one.text.endsWith('A') ? 'BB' : 'AA');
    for (const text of ['', one.key.id, swapped, same, one.key.digest, made().text])
      expect(findKey(ring, text, NOW)).to.deep.equal(unknown);
    expect(findKey(noKeys, one.text, NOW)).to.deep.equal(unknown);
  });

  it('tells an expired and a revoked key only whoever has it', () => {
    const expired = made({ expiresAt: NOW });
    const revoked = made({ revokedAt: NOW - 1, expiresAt: NOW - 2 });
    const ring = ringOf(expired.key, revoked.key);
    expect(findKey(ring, expired.text, NOW - 1).kind).to.equal('known');
    expect(findKey(ring, expired.text, NOW)).to.deep.equal({ kind: 'wrong', reason: 'expired' });
    expect(findKey(ring, revoked.text, NOW)).to.deep.equal({ kind: 'wrong', reason: 'revoked' });
    const guessed = expired.text.slice(0, 13) + revoked.text.slice(13);
    expect(findKey(ring, guessed, NOW)).to.deep.equal({ kind: 'wrong', reason: 'unknown' });
  });

  it('needs a key from the first one on, until the last is revoked; one that has expired still counts', () => {
    const { key } = made({ expiresAt: NOW + 1 });
    const ring = addKey(noKeys, key, NOW);
    expect([noKeys, ring].map(needsKey)).to.deep.equal([false, true]);
    expect(statusOfKey(key, NOW + 1)).to.equal('expired');
    expect(needsKey(addKey(ring, made().key, NOW + 1))).to.equal(true);
    expect(needsKey(revokeKey(ring, key.id, NOW + 5))).to.equal(false);
  });

  it('revokes a key once, and is the same ring where there is nothing to revoke', () => {
    const { key } = made();
    const ring = revokeKey(ringOf(key, made().key), key.id, NOW + 5);
    expect(ring.keys[0]).to.deep.equal({ ...key, revokedAt: NOW + 5 });
    expect(ring.keys[1]).not.to.have.property('revokedAt');
    expect(revokeKey(ring, key.id, NOW + 9)).to.equal(ring);
    expect(revokeKey(ring, 'ffffffff', NOW)).to.equal(ring);
  });

  it('takes 1,000 active keys, and says what to do about more', () => {
    const full = ringOf(...many(1_000));
    expect(() => addKey(full, made().key, NOW))
      .to.throw(TrackerError, /1000 active keys.+revoke/)
      .with.property('code', 'key-limit');
    const freed = revokeKey(full, full.keys[0]!.id, NOW);
    expect(addKey(freed, made().key, NOW).keys).to.have.length(1_001);
    const lapsed = ringOf(...many(1_000, (index) => (index === 7 ? { expiresAt: NOW } : {})));
    expect(addKey(lapsed, made().key, NOW).keys).to.have.length(1_001);
  });

  it('keeps the newest 100 that were revoked, as many that expired, and every active one', () => {
    const revoked = many(150, (index) => ({ revokedAt: NOW - index }));
    const expired = many(150, (index) => ({
      expiresAt: NOW - index,
      id: `e${index.toString(16).padStart(7, '0')}`,
    }));
    const active = many(200, (index) => ({ id: `a${index.toString(16).padStart(7, '0')}` }));
    const { keys } = addKey(
      ringOf(...active, ...revoked.toReversed(), ...expired.toReversed()),
      made().key,
      NOW,
    );
    const ids = (some: readonly ApiKey[]) => some.map(({ id }) => id);
    expect(ids(keys.slice(1))).to.deep.equal(
      ids([...active, ...revoked.slice(0, 100).toReversed(), ...expired.slice(0, 100).toReversed()]),
    );
  });

  it('goes on needing a key however many are revoked after the one that expired', () => {
    let ring = ringOf(made({ expiresAt: NOW }).key);
    for (const key of many(101)) ring = revokeKey(addKey(ring, key, NOW + 1), key.id, NOW + 2);
    expect(needsKey(ring)).to.equal(true);
    expect(ring.keys).to.have.length(101);
  });
});

describe('the scope of a key', () => {
  it('read is to read; admin is to do everything', () => {
    expect(mayUse({ scopes: ['read'] }, 'read')).to.equal(true);
    expect(mayUse({ scopes: ['read'] }, 'admin')).to.equal(false);
    expect(mayUse({ scopes: ['admin'] }, 'read')).to.equal(true);
    expect(mayUse({ scopes: ['admin'] }, 'admin')).to.equal(true);
    expect(mayUse({ scopes: [] }, 'read')).to.equal(false);
  });
});
