/** Just enough of Prometheus' two languages for the specs: its text format, and which series an expression asks for. */

export interface Metric {
  readonly type: string;
  /** Of its samples, but for the `le` of buckets; sorted. */
  readonly labels: readonly string[];
}

export interface Selector {
  readonly metric: string;
  /** Values as they are written, by label. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The metrics of an answer of `GET /metrics`, by name. */
export function metricsIn(text: string): Readonly<Record<string, Metric>> {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return Object.fromEntries(
    types.map(([, name, type]) => {
      const samples = text.matchAll(new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{(.*)\\} `, 'gm'));
      const labels = [...samples].flatMap(([, inner = '']) => [...inner.matchAll(/(\w+)="/g)]);
      const names = new Set(labels.map(([, label]) => label!));
      names.delete('le');
      return [name, { type: type!, labels: [...names].sort() }];
    }),
  );
}

const KEYWORDS = ['and', 'or', 'unless', 'offset', 'by', 'without', 'on', 'ignoring'];
const GROUPING = /\b(?:by|without|on|ignoring) \(([^)]*)\)/g;

/** The series that an expression of PromQL asks for. */
export function selectorsIn(expression: string): Selector[] {
  const found = expression
    .replace(GROUPING, '')
    .matchAll(/(?<![\w"[])([a-z_][a-z0-9_]*)\b(?!\s*\()(?:\{([^}]*)\})?(?:\[\w+\])?/g);
  return [...found].flatMap(([, metric = '', inner = '']) => {
    if (KEYWORDS.includes(metric)) return [];
    const labels = [...inner.matchAll(/(\w+)=~?"([^"]*)"/g)].map(([, name, value]) => [name, value]);
    return [{ metric, labels: Object.fromEntries(labels) }];
  });
}

/** The labels that an expression groups by. */
export function namesIn(expression: string): string[] {
  return [...expression.matchAll(GROUPING)].flatMap(([, names = '']) =>
    names.split(/\s*,\s*/).filter(Boolean),
  );
}
