/**
 * Loaded before a server (`node --import`): tells the process that started it how much CPU it has used, and ends with it. So the
 * server itself is what its users run.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
process.on('disconnect', () => process.exit());
process.channel?.unref();
