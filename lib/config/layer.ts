import { quote } from './quote.ts';

/** Settings from one source, and how that source calls each of them. */
export interface Layer {
  readonly values: unknown;
  /**
   * E.g. `--port`, `environment variable PORT`; without a name, the source itself. `path` leads to a part of a setting
   * that is itself JSON, e.g. `.sinks[1].url`.
   */
  place(name?: string, path?: string): string;
}

/** How the source calls a part of its settings, e.g. `/etc/c.json, key alerts.sinks[1].url`. */
export function placeOf(layer: Layer, [name, ...parts]: readonly string[]): string {
  if (name === 'alerts') return layer.place(name, parts.map(step).join(''));
  return [layer.place(name), ...parts.map(item)].join(', ');
}

function step(part: string): string {
  return /^\d+$/.test(part) ? `[${part}]` : `.${quote(part)}`;
}

/** Of a list that may have been written with commas, or of what has a name each. */
function item(part: string): string {
  return /^\d+$/.test(part) ? `item ${Number(part) + 1}` : `"${quote(part)}"`;
}
