import type { AnyStateMachine } from 'xstate';
import { ConfigurationError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { Provider } from '../providers/provider.ts';

type Driving = Pick<Provider, 'name' | 'machine' | 'joins'>;

/**
 * The providers, each with the given machine that has the id of its own, where there is one. Throws `ConfigurationError`
 * naming a machine that takes no other's place, since it would never run, and one that is given twice.
 */
export function withMachines(
  providers: readonly Driving[],
  machines: readonly AnyStateMachine[],
): readonly Driving[] {
  const known = new Set(providers.map(({ machine }) => machine.id));
  const given = new Map(machines.map((machine) => [machine.id, machine]));
  const stranger = [...given.keys()].find((id) => !known.has(id));
  if (stranger !== undefined)
    throw new ConfigurationError(
      `machines: no provider has a machine called ${JSON.stringify(stranger)}; there are: ${[...known].join(', ')}`,
    );
  const twice = machines.find((machine) => given.get(machine.id) !== machine);
  if (twice !== undefined)
    throw new ConfigurationError(`machines: ${JSON.stringify(twice.id)} is given twice; leave one of them`);
  return providers.map(({ name, machine, joins }) => ({
    name,
    machine: given.get(machine.id) ?? machine,
    ...defined({ joins }),
  }));
}
