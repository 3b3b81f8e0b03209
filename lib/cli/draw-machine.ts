import { connectMachine } from '../../machines/connect.ts';
import { verificationMachine } from '../../machines/verification.ts';
import { toMermaid } from '../diagram/mermaid.ts';
import { toSvg } from '../diagram/svg.ts';

const machines = { connect: connectMachine, verification: verificationMachine };
const drawings = { mermaid: toMermaid, svg: toSvg };

/** The statechart of a machine of this package as Mermaid text or as an SVG picture. */
export function drawMachine(name: keyof typeof machines, format: keyof typeof drawings): string {
  return drawings[format](machines[name]);
}
