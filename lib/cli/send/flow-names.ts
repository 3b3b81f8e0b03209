import { type FlowName, flows } from '../../testing/flows.ts';

/** Where a command is given another name than that of the library in kebab case. */
const SHORTER: Partial<Record<FlowName, string>> = { fullWithMfa: 'full-mfa' };

/** The flows by the names that `--flow` takes, e.g. `wrong-password`. */
export const FLOW_NAMES: ReadonlyMap<string, FlowName> = new Map(
  (Object.keys(flows) as FlowName[]).map((name) => [SHORTER[name] ?? kebabCase(name), name]),
);

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
