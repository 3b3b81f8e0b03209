import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { defined } from '../fold/defined.ts';

/** A stage as it is drawn. */
export interface ChartStage {
  readonly name: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly waitingOn: string;
  /** A session that gets there is over. */
  readonly ends: boolean;
}

/** Stages of one tag, drawn as one node where what they share begins. */
export interface ChartGroup {
  /** Not the name of a stage. */
  readonly id: string;
  readonly tag: string;
  /** Names of stages. */
  readonly members: readonly string[];
}

/** From a stage or a group to a stage, on any of several events. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
}

/** What a picture of a machine shows, whatever draws it. */
export interface Chart {
  readonly title: string;
  /** Names of the stages in which a session begins. */
  readonly initial: readonly string[];
  readonly stages: readonly ChartStage[];
  readonly groups: readonly ChartGroup[];
  /** Each pair of ends once. */
  readonly arrows: readonly Arrow[];
}

/** An expected transition. */
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly event: string;
}

/** Stages of one tag with what all of them have in common. */
interface Group extends ChartGroup {
  readonly edges: readonly Edge[];
}

/** Fewer stages are as easily read with an arrow of their own each. */
const LEAST_GROUP = 3;

/**
 * What there is to draw of a machine: the transitions that stand in its stages, several events between the same two on one
 * arrow. What all stages of a tag share starts once, at a group. Transitions of the root and timers are left out: they
 * lead from everywhere.
 */
export function toChart(machine: AnyStateMachine): Chart {
  const nodes: AnyStateNode[] = Object.values(machine.root.states);
  const stages = nodes.map(toStage);
  const all = nodes.flatMap(edgesOf);
  const groups = groupsOf(stages, all);
  const single = all.filter((edge) => !groups.some((group) => isCovered(group, edge)));
  return {
    title: machine.root.description ?? machine.id,
    initial: machine.root.initial.target.flatMap(stageAbove),
    stages,
    groups: groups.map(({ id, tag, members }) => ({ id, tag, members })),
    arrows: arrowsOf([...groups.flatMap(({ edges }) => edges), ...single]),
  };
}

export function toStage({ key, description, tags, meta, type }: AnyStateNode): ChartStage {
  return {
    name: key,
    ...defined({ description }),
    tags,
    waitingOn: (meta?.waitingOn as string | undefined) ?? 'nobody',
    ends: tags.includes('ended') || type === 'final',
  };
}

/** Events with a name of their own: delays are events as well, named by XState. */
function edgesOf(stage: AnyStateNode): Edge[] {
  return [...stage.transitions]
    .filter(([event]) => !event.startsWith('xstate.'))
    .flatMap(([event, transitions]) =>
      transitions.flatMap(({ target = [] }) => target.flatMap(stageAbove).map((to) => ({ event, to }))),
    )
    .map(({ event, to }) => ({ from: stage.key, to, event }));
}

/** The stage that a state is, or lies in; the root lies in none. */
function stageAbove(state: AnyStateNode): string[] {
  if (state.parent === undefined) return [];
  return state.parent.parent === undefined ? [state.key] : stageAbove(state.parent);
}

/** The groups worth drawing, the largest first; what a larger one says is not said again by a smaller one. */
function groupsOf(stages: readonly ChartStage[], edges: readonly Edge[]): Group[] {
  const groups: Group[] = [];
  for (const [tag, members] of tagged(stages)) {
    const id = `any ${tag}`;
    const left = edges.filter((edge) => !groups.some((group) => isCovered(group, edge)));
    const shared = sharedBy(members, left).map((edge) => ({ ...edge, from: id }));
    if (shared.length > 0) groups.push({ id, tag, members, edges: shared });
  }
  return groups;
}

/** The stages of each tag that enough of them bear, the largest number first. */
function tagged(stages: readonly ChartStage[]): (readonly [string, readonly string[]])[] {
  const tags = [...new Set(stages.flatMap((stage) => stage.tags))];
  const having = (tag: string) => stages.filter((stage) => stage.tags.includes(tag));
  return tags
    .map((tag) => [tag, having(tag).map(({ name }) => name)] as const)
    .filter(([, members]) => members.length >= LEAST_GROUP)
    .sort(([, one], [, other]) => other.length - one.length);
}

/** What leads from every member to the same stage, as the first of them has it. */
function sharedBy(members: readonly string[], edges: readonly Edge[]): Edge[] {
  const [first] = members;
  const has = (member: string, { to, event }: Edge) =>
    edges.some((edge) => edge.from === member && edge.to === to && edge.event === event);
  return edges.filter((edge) => edge.from === first && members.every((member) => has(member, edge)));
}

function isCovered({ members, edges }: Group, { from, to, event }: Edge): boolean {
  return members.includes(from) && edges.some((edge) => edge.to === to && edge.event === event);
}

function arrowsOf(edges: readonly Edge[]): Arrow[] {
  const arrows = new Map<string, { from: string; to: string; events: Set<string> }>();
  for (const { from, to, event } of edges) {
    const ends = JSON.stringify([from, to]);
    const arrow = arrows.get(ends) ?? { from, to, events: new Set() };
    arrows.set(ends, { ...arrow, events: arrow.events.add(event) });
  }
  return [...arrows.values()].map(({ from, to, events }) => ({ from, to, events: [...events] }));
}
