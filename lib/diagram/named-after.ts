/** Whether events need no naming: there is one, and the stage that it leads to bears its name. */
export function isNamedAfter(stage: string, events: readonly string[]): boolean {
  return events.length === 1 && events[0] === stage;
}
