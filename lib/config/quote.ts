const MOST_CHARACTERS = 60;

/**
 * A name that somebody wrote, fit for a message: cut to 60 characters, and without what a terminal would obey or nobody
 * could see. Never for values: they may be secrets.
 */
export function quote(name: string): string {
  const cut = name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS - 1)}…` : name;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
