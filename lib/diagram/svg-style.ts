/**
 * How a chart looks, in light and in dark. A constant, so that whoever serves a picture can name its digest in a Content
 * Security Policy.
 */
export const STYLE = `
.chart { font: 13px Arial, 'Liberation Sans', system-ui, sans-serif; background: #fff;
  --text: #111827; --soft: #4b5563; --paper: #fff; --line: #6b7280; --plain: #f3f4f6; --plain-edge: #9ca3af;
  --waiting: #e0edff; --waiting-edge: #2563eb; --failing: #fee2e2; --failing-edge: #b91c1c;
  --success: #dcfce7; --success-edge: #15803d; --ended: #e5e7eb; --ended-edge: #374151; }
@media (prefers-color-scheme: dark) {
  .chart { background: #0f172a;
    --text: #f1f5f9; --soft: #cbd5e1; --paper: #0f172a; --line: #94a3b8; --plain: #1e293b; --plain-edge: #64748b;
    --waiting: #172f5f; --waiting-edge: #60a5fa; --failing: #4c1d1d; --failing-edge: #f87171;
    --success: #123d26; --success-edge: #4ade80; --ended: #334155; --ended-edge: #e2e8f0; }
}
.chart text { fill: var(--text); }
.chart .name { font-weight: 600; }
.chart .soft { fill: var(--soft); font-size: 12px; }
.chart .heading { font-size: 16px; font-weight: 600; }
.chart rect { fill: var(--plain); stroke: var(--plain-edge); stroke-width: 1.25; }
.chart .waiting rect { fill: var(--waiting); stroke: var(--waiting-edge); }
.chart .failing rect { fill: var(--failing); stroke: var(--failing-edge); }
.chart .success rect { fill: var(--success); stroke: var(--success-edge); }
.chart .ended rect { fill: var(--ended); stroke: var(--ended-edge); }
.chart rect.inner { fill: none; }
.chart .group rect { fill: none; stroke: var(--soft); stroke-dasharray: 5 4; }
.chart .sign { fill: none; stroke: var(--plain-edge); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.chart .waiting .sign { stroke: var(--waiting-edge); }
.chart .failing .sign { stroke: var(--failing-edge); }
.chart .success .sign { stroke: var(--success-edge); }
.chart .ended .sign { stroke: var(--ended-edge); }
.chart .line { fill: none; stroke: var(--line); stroke-width: 1.25; }
.chart .head, .chart .start { fill: var(--line); }
.chart .events rect { fill: var(--paper); stroke: var(--line); stroke-width: 0.75; }
.chart .events text { font-size: 12px; text-anchor: middle; }
`;
