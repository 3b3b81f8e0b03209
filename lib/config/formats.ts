import { isIP } from 'node:net';
import { parseRule } from '../deadlines/rule.ts';
import { isReference } from './references.ts';
import { isDeadlinePlace, isStage } from './stages.ts';

/** The formats of `schemas/config.json`. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'ip-range': isRange,
  'deadline-rule': (text) => parseRule(text) !== undefined,
  'deadline-place': isDeadlinePlace,
  stage: isStage,
  'web-url': isWebUrl,
  'sink-url': (text) => isReference(text) || isWebUrl(text),
  'sink-secret': (text) => isReference(text) || isWebhookSecret(text),
  'routing-key': (text) => isReference(text) || /^[A-Za-z0-9]{32}$/.test(text),
};

/** An IP address or a CIDR range that does not span the whole address space: that would be trust in everybody. */
function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** The parser of URLs mends blanks and backslashes; here they are refused. */
function isWebUrl(text: string): boolean {
  if (text.length > 2_000 || !/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

/** As Standard Webhooks has it: `whsec_` and the base64 of 24 to 64 bytes. */
function isWebhookSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const { length } = Buffer.from(base64, 'base64');
  return length >= 24 && length <= 64;
}
