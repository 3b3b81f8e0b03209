import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** An expected transition: what leads where. Both ends are ids in the diagram. */
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly event: string;
}

/** States of one tag with what all of them have in common. */
interface Group {
  readonly id: string;
  readonly tag: string;
  readonly members: ReadonlySet<string>;
  readonly edges: readonly Edge[];
}

/** Fewer states are as easily read with an arrow of their own each. */
const LEAST_GROUP = 3;

const FILLS = {
  customer: '#fde68a',
  institution: '#bfdbfe',
  provider: '#ddd6fe',
  nobody: '#e5e7eb',
} as const;

/**
 * The statechart of a flat machine as a Mermaid `stateDiagram-v2`, drawn from the machine itself: the transitions that
 * stand in its states, several events between the same two states on one arrow. What all states of a tag share starts
 * once, at a node of its own. Transitions of the root and timers are left out: they lead from everywhere.
 */
export function toMermaid(machine: AnyStateMachine): string {
  const states: AnyStateNode[] = Object.values(machine.root.states);
  const all = states.flatMap(edgesOf);
  const groups = groupsOf(states, all);
  const single = all.filter((edge) => !groups.some((group) => isCovered(group, edge)));
  return [
    '---',
    `title: ${JSON.stringify(machine.root.description ?? machine.id)}`,
    '---',
    'stateDiagram-v2',
    '%% Drawn: the transitions each stage expects. An event that no arrow shows is accepted too, and marked as unexpected.',
    '%% Not drawn: the timers that call a session stuck, and after a long silence abandoned.',
    `%% Colours say who is waited for: ${Object.keys(FILLS).join(', ')}.`,
    ...groups.map(({ id, tag }) => `state "any ${tag} stage" as ${id}`),
    ...machine.root.initial.target.map(({ key }) => `[*] --> ${idOf(key)}`),
    ...arrows([...groups.flatMap(({ edges }) => edges), ...single]),
    ...states.filter(({ tags }) => tags.includes('ended')).map(({ key }) => `${idOf(key)} --> [*]`),
    ...colours(states),
    '',
  ].join('\n');
}

/** Events with a name of their own: delays are events as well, named by XState. */
function edgesOf(state: AnyStateNode): Edge[] {
  return [...state.transitions]
    .filter(([event]) => !event.startsWith('xstate.'))
    .flatMap(([event, transitions]) =>
      transitions.flatMap(({ target = [] }) => target.map(({ key }) => ({ event, key }))),
    )
    .map(({ event, key }) => ({ from: idOf(state.key), to: idOf(key), event }));
}

/** The groups worth drawing, the largest first; what a larger one says is not said again by a smaller one. */
function groupsOf(states: readonly AnyStateNode[], edges: readonly Edge[]): Group[] {
  const groups: Group[] = [];
  for (const [tag, members] of tagged(states)) {
    const id = `any_${idOf(tag)}`;
    const left = edges.filter((edge) => !groups.some((group) => isCovered(group, edge)));
    const shared = sharedBy(members, left).map((edge) => ({ ...edge, from: id }));
    if (shared.length > 0) groups.push({ id, tag, members, edges: shared });
  }
  return groups;
}

/** The states of each tag that enough of them bear, the largest set first. */
function tagged(states: readonly AnyStateNode[]): (readonly [string, ReadonlySet<string>])[] {
  const tags = [...new Set(states.flatMap((state) => state.tags))];
  const having = (tag: string) => states.filter((state) => state.tags.includes(tag));
  return tags
    .map((tag) => [tag, new Set(having(tag).map(({ key }) => idOf(key)))] as const)
    .filter(([, members]) => members.size >= LEAST_GROUP)
    .sort(([, one], [, other]) => other.size - one.size);
}

/** What leads from every member to the same state, as the first of them has it. */
function sharedBy(members: ReadonlySet<string>, edges: readonly Edge[]): Edge[] {
  const [first] = members;
  const has = (member: string, { to, event }: Edge) =>
    edges.some((edge) => edge.from === member && edge.to === to && edge.event === event);
  return edges.filter((edge) => edge.from === first && [...members].every((member) => has(member, edge)));
}

function isCovered({ members, edges }: Group, { from, to, event }: Edge): boolean {
  return members.has(from) && edges.some((edge) => edge.to === to && edge.event === event);
}

function arrows(edges: readonly Edge[]): string[] {
  const labels = new Map<string, string[]>();
  for (const { from, to, event } of edges) {
    const ends = `${from} --> ${to}`;
    labels.set(ends, [...(labels.get(ends) ?? []), event]);
  }
  return [...labels].map(([ends, events]) => `${ends} : ${[...new Set(events)].join(', ')}`);
}

function colours(states: readonly AnyStateNode[]): string[] {
  return Object.entries(FILLS).flatMap(([waitingOn, fill]) => {
    const ids = states.filter(({ meta }) => meta?.waitingOn === waitingOn).map(({ key }) => idOf(key));
    const lines = [
      `classDef ${waitingOn} fill:${fill},stroke:#6b7280,color:#111827`,
      `class ${ids.join(', ')} ${waitingOn}`,
    ];
    return ids.length === 0 ? [] : lines;
  });
}

/** Mermaid takes letters, digits and underscores in an id. */
function idOf(name: string): string {
  return name.replace(/\W/g, '_');
}
