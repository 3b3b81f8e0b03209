import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schemas/config.json' with { type: 'json' };
import { parseDuration } from '../duration.ts';
import { ConfigurationError } from '../errors.ts';
import { explain } from './explain.ts';
import { formats } from './formats.ts';
import type { Layer } from './layer.ts';
import type { WrittenSettings } from './written.ts';

/** `verbose` hands the explanation the part of the schema that was broken, whose description it gives. */
const ajv = new Ajv2020({
  ownProperties: true,
  allowUnionTypes: true,
  discriminator: true,
  verbose: true,
  formats,
});
ajv.addKeyword({ keyword: 'between', type: 'string', schemaType: 'array', compile: between, errors: false });
const fits = ajv.compile<WrittenSettings>(schema);

/**
 * The settings of one source. Sources are checked one by one so that an error can say where the value
 * came from. Throws `ConfigurationError`, which names the place and the rule and never quotes a value.
 */
export function checkLayer(layer: Layer): WrittenSettings {
  if (fits(layer.values)) return layer.values;
  throw new ConfigurationError(explain(layer, fits.errors![0]!));
}

/** The keyword `"between": ["1s", "1d"]`: a duration that is neither shorter nor longer. */
function between([least = '', most = '']: readonly string[]): (text: string) => boolean {
  const [from, to] = [parseDuration(least)!, parseDuration(most)!];
  return (text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= from && ms <= to;
  };
}
