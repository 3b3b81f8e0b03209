import { isIP } from 'node:net';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import schema from '../../schemas/config.json' with { type: 'json' };
import { ConfigurationError } from '../errors.ts';
import type { Config } from './config.ts';
import { defaultSetting, describeSetting, settings } from './settings.ts';

/** Settings from one source, and how that source calls each of them. */
export interface Layer {
  readonly values: unknown;
  /** E.g. `--port`, `environment variable PORT`; without a name, the source itself. */
  place(name?: string): string;
}

const ajv = new Ajv2020({ ownProperties: true });
ajv.addFormat('ip-range', isRange);
const fits = ajv.compile<Partial<Config>>(schema);

/**
 * The settings of one source. Sources are checked one by one so that an error can say where the value
 * came from. It names the place and the rule and never quotes a value, since that may be a secret.
 */
export function checkLayer(layer: Layer): Partial<Config> {
  if (fits(layer.values)) return layer.values;
  throw new ConfigurationError(explain(layer, fits.errors![0]!));
}

/** Every setting that `given` leaves out, as the schema has it. */
export function withDefaults(given: Partial<Config>): Config {
  const defaults = settings.map(({ name }) => [name, defaultSetting(name)]);
  return Object.freeze({ ...Object.fromEntries(defaults), ...given });
}

function explain(layer: Layer, error: ErrorObject): string {
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys(schema.properties).join(', ');
    return `${layer.place()}: "${error.params.additionalProperty}" is not a setting. The settings are ${known}.`;
  }
  const [, name, item] = error.instancePath.split('/');
  if (name === undefined) return `${layer.place()}: expected a JSON object of settings.`;
  const place = item === undefined ? layer.place(name) : `${layer.place(name)}, item ${Number(item) + 1}`;
  return `${place}: expected ${describeSetting(name as keyof Config)}.`;
}

/** An IP address or a CIDR range that does not span the whole address space: that would be trust in everybody. */
function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
