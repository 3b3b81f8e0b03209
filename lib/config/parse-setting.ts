import schema from '../../schemas/config.json' with { type: 'json' };
import type { Config } from './config.ts';

/**
 * What a text from a flag or a variable would be in a configuration file. A text that does not fit is handed on as
 * it is, for the schema to refuse.
 */
export function parseSetting(name: keyof Config, text: string): unknown {
  const trimmed = text.trim();
  const { type } = schema.properties[name];
  if (Array.isArray(type)) {
    // A number or a word, or else a text, or texts by name.
    if (type.includes('integer')) return parseWhole(trimmed);
    return trimmed.includes('=') ? parsePairs(trimmed) : trimmed;
  }
  switch (type) {
    case 'integer':
      return parseWhole(trimmed);
    case 'array':
      return itemsOf(trimmed);
    case 'object':
      return parseJson(trimmed);
    default:
      return trimmed;
  }
}

function parseWhole(text: string): unknown {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** `mfa=5m,adding@101732=10m`; a name that comes twice does not fit. */
function parsePairs(text: string): unknown {
  const pairs = itemsOf(text).map((item) => {
    const end = item.lastIndexOf('=');
    return end < 0 ? [item, ''] : [item.slice(0, end).trim(), item.slice(end + 1)];
  });
  return new Set(pairs.map(([name]) => name)).size === pairs.length ? Object.fromEntries(pairs) : text;
}

function itemsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
