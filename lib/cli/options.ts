import { InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../duration.ts';
import { KEY_VARIABLE } from './client.ts';

/** Where the commands look for a server. */
export const DEFAULT_URL = 'http://127.0.0.1:3000';

export const jsonOption = () => new Option('--json', 'print JSON for programs to read');

export const urlOption = () =>
  new Option('--url <url>', `the server; its API key, if it needs one, goes into ${KEY_VARIABLE}`)
    .env('CONNECT_TRACKER_URL')
    .default(DEFAULT_URL)
    .argParser(toUrl);

export const providerOption = (description: string) =>
  new Option('--provider <name>', description).choices(['connect', 'yodlee']);

function toUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError(`Expected an http or https URL such as ${DEFAULT_URL}.`);
  return text.replace(/(?<!\/)\/+$/, '');
}

/** A whole number that is at least `least`, and at most `most` if that is given. */
export function toInteger(least: number, most?: number): (text: string) => number {
  return (text) => {
    const range = most === undefined ? `, at least ${least}` : ` from ${least} to ${most}`;
    if (!/^\d{1,15}$/.test(text) || Number(text) < least || Number(text) > (most ?? Number.POSITIVE_INFINITY))
      throw new InvalidArgumentError(`Expected a whole number${range}.`);
    return Number(text);
  };
}

/** A duration such as `500ms`, `2s` or `1m`, in ms. */
export function toDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Expected a duration such as 500ms, 2s or 1m.');
  return ms;
}
