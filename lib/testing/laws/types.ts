import type { Definition } from '../../fold/definition.ts';

/** A type that no machine has. */
const UNKNOWN_TYPE = 'somethingNew';

/** The event types that a machine has a place for: those of its `order`, or all that it handles. */
export function knownTypes({ machine }: Definition): string[] {
  const { order } = (machine.root.meta ?? {}) as { order?: readonly string[] };
  return [...(order ?? machine.events)].filter((type) => !type.startsWith('xstate.') && !type.includes('*'));
}

/** The same, what moves a session three times as often as what only says something about it, and one that nobody knows. */
export function usualTypes(definition: Definition): string[] {
  const types = knownTypes(definition);
  const moving = types.filter((type) => !definition.isFact(type));
  return [...moving, ...moving, ...types, UNKNOWN_TYPE];
}
