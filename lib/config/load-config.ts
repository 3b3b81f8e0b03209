import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../errors.ts';
import type { Config } from './config.ts';
import type { Layer } from './layer.ts';
import { parseSetting } from './parse-setting.ts';
import { readLayer } from './read-layer.ts';
import { settings, writtenDefaults } from './settings.ts';

export interface Sources {
  /** Flags by setting, as text; `config` is the path of the configuration file. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Settings from flags, environment and configuration file, the first of them that has one, else its
 * default. Reads the file named by `--config` or `CONFIG` and does nothing else.
 *
 * Throws `ConfigurationError` with the place of the first wrong setting, and never with its value.
 */
export function loadConfig({ flags, env }: Sources): Config {
  const layers = [defaultLayer(), fileLayer({ flags, env }), environmentLayer(env), flagLayer(flags)];
  return Object.freeze(Object.assign({}, ...layers.map((layer) => readLayer(layer, env))));
}

function defaultLayer(): Layer {
  return { values: writtenDefaults(), place: () => 'default' };
}

function flagLayer(flags: Sources['flags']): Layer {
  const given = settings.flatMap(({ name, flag }) =>
    flag === undefined ? [] : [[name, flags[name]] as const],
  );
  const flagOf = (name?: string) => settings.find((setting) => setting.name === name)?.flag;
  return { values: parsed(given), place: (name) => flagOf(name) ?? 'flags' };
}

function environmentLayer(env: Sources['env']): Layer {
  const given = settings.map(({ name, variable }) => [name, presentText(env[variable])] as const);
  const variableOf = (name?: string) => settings.find((setting) => setting.name === name)?.variable;
  return {
    values: parsed(given),
    place: (name, path = '') =>
      name === undefined
        ? 'environment'
        : `environment variable ${variableOf(name)}${path && `, key ${path.slice(1)}`}`,
  };
}

function fileLayer({ flags, env }: Sources): Layer {
  const path = flags['config'] ?? presentText(env['CONFIG']);
  if (path === undefined) return { values: {}, place: () => 'configuration file' };
  return {
    values: parseFile(
      path,
      readFile(path, flags['config'] === undefined ? 'environment variable CONFIG' : '--config'),
    ),
    place: (name, part = '') => (name === undefined ? path : `${path}, key ${name}${part}`),
  };
}

function parsed(given: readonly (readonly [keyof Config, string | undefined])[]): object {
  return Object.fromEntries(
    given.flatMap(([name, text]) => (text === undefined ? [] : [[name, parseSetting(name, text)]])),
  );
}

/** An empty variable counts as absent: that is how shells and compose files spell "not set". */
function presentText(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

function readFile(path: string, source: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new ConfigurationError(`${source}: cannot read ${path} (${reason}).`, error);
  }
}

/** The parser's own message quotes the text around the fault, which may be a secret; its cause is left out for that. */
function parseFile(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /at position (\d+)/.exec((error as Error).message)?.[1];
    const line =
      position === undefined ? '' : ` (line ${text.slice(0, Number(position)).split('\n').length})`;
    throw new ConfigurationError(`${path}: not valid JSON${line}.`);
  }
}
