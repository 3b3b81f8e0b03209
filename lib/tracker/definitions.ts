import { createDeadlines, type Deadlines } from '../deadlines/delays.ts';
import type { Observations } from '../deadlines/observations.ts';
import type { DeadlineSetting } from '../deadlines/rule.ts';
import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import { createDefinition, type Definition } from '../fold/definition.ts';
import type { Provider } from '../providers/provider.ts';

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
  /** Absent where the settings say nothing about the provider's machine, which then stays as it is. */
  deadlinesOf(provider: string): Deadlines | undefined;
  /** Changes with whatever open sessions have to be folded anew for. */
  readonly fingerprint: string;
}

export function createDefinitions(options: DefinitionsOptions): Definitions {
  const { providers, stuckAfter = [], abandonAfter = {}, observed } = options;

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
    deadlinesOf: (provider) => byProvider.get(provider)?.deadlines,
    fingerprint: [...byProvider]
      .map(([name, { definition }]) => `${name} ${definition.fingerprint}`)
      .sort()
      .join('\n'),
  };
}
