import type { AnyStateMachine } from 'xstate';
import { createDeadlines, type Deadlines } from '../deadlines/delays.ts';
import type { Observations } from '../deadlines/observations.ts';
import type { DeadlineSetting } from '../deadlines/rule.ts';
import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import { createDefinition, type Definition } from '../fold/definition.ts';
import type { Provider } from '../providers/provider.ts';
import { checkMachine } from './check-machine.ts';

export interface DefinitionsOptions {
  readonly providers: readonly Pick<Provider, 'name' | 'machine' | 'joins'>[];
  readonly stuckAfter?: readonly DeadlineSetting[];
  /** By machine, in ms. */
  readonly abandonAfter?: Readonly<Record<string, number>>;
  readonly observed: () => Pick<Observations, 'measured'>;
}

/** The machines of the providers, with the deadlines that the settings give them. */
export interface Definitions {
  /** Throws `TrackerError` `unknown-provider`. */
  definitionOf(provider: string): Definition;
  /** All of them, by provider. */
  readonly all: ReadonlyMap<string, Definition>;
  /** Absent where the settings say nothing about the provider's machine, which then stays as it is. */
  deadlinesOf(provider: string): Deadlines | undefined;
  /** Changes with whatever open sessions have to be folded anew for. */
  readonly fingerprint: string;
}

export function createDefinitions(options: DefinitionsOptions): Definitions {
  const { providers, stuckAfter = [], abandonAfter = {}, observed } = options;
  for (const { machine } of providers) {
    checkNames(machine);
    checkMachine(machine);
  }

  const deadlinesFor = (machine: string): Deadlines | undefined => {
    const own = stuckAfter.filter((setting) => (setting.machine ?? machine) === machine);
    const silence = defined({ abandonAfter: abandonAfter[machine] });
    if (own.length === 0 && silence.abandonAfter === undefined) return undefined;
    return createDeadlines({ machine, stuckAfter: own, observed, ...silence });
  };

  const byProvider = new Map(
    providers.map(({ name, machine, joins }) => {
      const deadlines = deadlinesFor(machine.id);
      const definition = createDefinition(machine, defined({ joins, delays: deadlines }));
      return [name, { definition, deadlines }] as const;
    }),
  );

  return {
    definitionOf(provider) {
      const found = byProvider.get(provider);
      if (found === undefined)
        throw new TrackerError('unknown-provider', `no provider is called ${provider}`);
      return found.definition;
    },
    all: new Map([...byProvider].map(([name, { definition }]) => [name, definition])),
    deadlinesOf: (provider) => byProvider.get(provider)?.deadlines,
    fingerprint: [...byProvider]
      .map(([name, { definition }]) => `${name} ${definition.fingerprint}`)
      .sort()
      .join('\n'),
  };
}

/** They stand in the names of indexes and counters. */
function checkNames({ id, states }: AnyStateMachine): void {
  const wrong = [id, ...Object.keys(states)].find((name) => !/^[\w.-]{1,64}$/.test(name));
  if (wrong !== undefined)
    throw new TrackerError(
      'machine-name',
      `the machine ${JSON.stringify(id)} has a name that cannot be listed: ${JSON.stringify(wrong)}; use 1 to 64 letters, digits, ".", "_" and "-"`,
    );
}
