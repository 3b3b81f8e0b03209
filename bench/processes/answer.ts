/** Answers what the process that started this one asks, and ends with it. What fails is answered too. */
export function answerParent<Q>(answer: (question: Q) => Promise<object>): void {
  process.on('message', async (question: Q) => {
    process.send?.(await answer(question).catch(({ message }: Error) => ({ error: message })));
  });
  process.on('disconnect', () => process.exit());
}
