import { ConfigurationError } from '../errors.ts';
import { type Layer, placeOf } from './layer.ts';
import type { WrittenSettings } from './written.ts';

/** A secret in the place of the name would be told when there is no such variable. */
const REFERENCE = /^env:((?!whsec_)[A-Za-z_][A-Za-z0-9_]{0,99})$/;

type Variables = Readonly<Record<string, string | undefined>>;

/** Whether a text stands for the variable that holds what is meant, as `env:NAME`. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

/**
 * The same settings with what their references stand for, still to be checked; where it is wrong, the place names the
 * variable too. Throws `ConfigurationError` for a variable that is absent, empty, or refers to another.
 */
export function followReferences(layer: Layer, settings: WrittenSettings, env: Variables): Layer {
  const { alerts } = settings;
  if (alerts?.sinks === undefined) return { ...layer, values: settings };
  const origins = new Map<string, string>();

  const follow = (written: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(written)) return written.map((one, at) => follow(one, [...path, String(at)]));
    const [, variable] = (typeof written === 'string' && REFERENCE.exec(written)) || [];
    if (variable === undefined) return written;
    origins.set(placeOf(layer, path), variable);
    return variableValue(variable, env, placeOf(layer, path));
  };
  // The schema accepts references in url, secret and routingKey; there are none elsewhere, and labels are left alone.
  const sinks = alerts.sinks.map((sink, at) =>
    Object.fromEntries(
      Object.entries(sink).map(([field, written]) => [
        field,
        follow(written, ['alerts', 'sinks', String(at), field]),
      ]),
    ),
  );
  return {
    values: { ...settings, alerts: { ...alerts, sinks } },
    place: (name, path) => {
      const place = layer.place(name, path);
      const variable = origins.get(place);
      return variable === undefined ? place : `${place}, environment variable ${variable}`;
    },
  };
}

function variableValue(variable: string, env: Variables, place: string): string {
  const value = (Object.hasOwn(env, variable) ? env[variable] : undefined)?.trim() ?? '';
  if (value !== '' && !isReference(value)) return value;
  const fault = value === '' ? 'it is not set, or empty' : 'it refers to another';
  throw new ConfigurationError(`${place}: expected a value in environment variable ${variable}; ${fault}.`);
}
