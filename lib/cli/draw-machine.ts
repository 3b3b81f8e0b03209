import { connectMachine } from '../../machines/connect.ts';
import { verificationMachine } from '../../machines/verification.ts';
import { toMermaid } from '../diagram/mermaid.ts';

const machines = { connect: connectMachine, verification: verificationMachine };

/** The statechart of a machine of this package as Mermaid text. */
export function drawMachine(name: keyof typeof machines): string {
  return toMermaid(machines[name]);
}
