import { arrivalsOf, type History, START } from './history.ts';

/** What happened in a history, as a list in the order of arrival; times in ms from its beginning. */
export function describeHistory(history: History): string {
  const { sweep, later } = history;
  const lines = arrivalsOf(history).map(({ event, swept }, index) => {
    const { type, id, key, data, at, receivedAt } = event;
    const names = [id, ...(key === undefined ? [] : [`key ${key}`])].join(', ');
    const look = swept && sweep > 0 ? `, looked at ${sweep} ms later` : '';
    const times = `happened at ${at - START}, received at ${receivedAt - START}${look}`;
    return `  ${index + 1}. ${type} (${names}) ${JSON.stringify(data)}: ${times}`;
  });
  return [...lines, `  looked at ${later} ms after the last receipt`].join('\n');
}
