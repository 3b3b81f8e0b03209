const { connectProvider, createTracker, openStore } = require('connect-tracker');

/**
 * Whom to remind that they were about to connect their bank, and where they stopped.
 *
 * @param {Pick<import('connect-tracker').Tracker, 'list'>} tracker
 */
async function reminders(tracker) {
  const { sessions } = await tracker.list({ stuck: true });
  return sessions
    .filter(({ waitingOn }) => waitingOn === 'customer')
    .map(({ customerId, stage }) => ({ customerId, stage }));
}

async function main() {
  const store = await openStore(process.env.STORE_URL ?? 'lmdb://./data');
  const tracker = createTracker({ store, providers: [connectProvider()] });
  for (const { customerId, stage } of await reminders(tracker))
    console.log(`${customerId} stopped at ${stage}`);
  await tracker.close();
}

if (require.main === module) main();

module.exports = { reminders };
