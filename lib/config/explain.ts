import type { ErrorObject } from 'ajv/dist/2020.js';
import schema from '../../schemas/config.json' with { type: 'json' };
import type { Config } from './config.ts';
import { type Layer, placeOf } from './layer.ts';
import { quote } from './quote.ts';
import { describeSetting } from './settings.ts';
import { listDeadlinePlaces, listStages } from './stages.ts';

const RULES =
  'a rule is a duration from 1ms to 366d, or p50 to p99.9 times 1 to 100 with bounds, which are from 1m to 1d unless it names them';

interface Part {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly $ref?: string;
}

/**
 * What is wrong with the settings of one source, as a sentence that names the place and the rule. It quotes names of
 * keys, never a value, since that may be a secret.
 */
export function explain(layer: Layer, error: ErrorObject): string {
  const { keyword, params, propertyName } = error;
  const part = (error.parentSchema ?? {}) as Part;
  const path = error.instancePath.split('/').slice(1).map(unescaped);
  const expected = (what: string, ...further: string[]) =>
    `${placeOf(layer, [...path, ...further])}: expected ${what}.`;

  if (keyword === 'additionalProperties') return unknownKey(placeOf(layer, path), path, params, part);
  if (path.length === 0) return `${layer.place()}: expected a JSON object of settings.`;
  const lacking: string | undefined = params['missingProperty'] ?? params['tag'];
  if (lacking !== undefined) return expected(describe(part.properties?.[lacking])!, lacking);
  if (keyword === 'maxItems' || keyword === 'maxProperties')
    return expected(`at most ${params['limit']} entries`);
  const what = describe(part) ?? describeSetting(path[0] as keyof Config);
  return expected(what + choices(params['format']), ...(propertyName === undefined ? [] : [propertyName]));
}

function unknownKey(
  place: string,
  path: readonly string[],
  params: ErrorObject['params'],
  { properties = {} }: Part,
): string {
  const known = Object.keys(properties).join(', ');
  const key = quote(params['additionalProperty']);
  return path.length === 0
    ? `${place}: "${key}" is not a setting. The settings are ${known}.`
    : `${place}: "${key}" is not known here. The keys are ${known}.`;
}

function describe(part: Part | undefined): string | undefined {
  if (part?.$ref === undefined) return part?.description;
  return (schema.$defs as Record<string, Part>)[part.$ref.slice('#/$defs/'.length)]?.description;
}

/** What can be chosen from, where the schema does not say it. */
function choices(format: unknown): string {
  switch (format) {
    case 'deadline-rule':
      return `; ${RULES}`;
    case 'deadline-place':
      return `; the stages are ${listDeadlinePlaces()}`;
    case 'stage':
      return `; the stages are ${listStages()}`;
    default:
      return '';
  }
}

function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
