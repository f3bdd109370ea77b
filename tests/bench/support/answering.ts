/** What a process that measures answers. */
export type Told<Answer> = { readonly answer: Answer } | { readonly failed: string };

/** The other end of `askProcess`: answers the first message, and ends. */
export const answering = <Question, Answer>(work: (question: Question) => Promise<Answer>): void => {
  process.once('message', async (question: Question) => {
    const told: Told<Answer> = await work(question).then(
      (answer) => ({ answer }),
      // Where it failed stands in one long line of a bundle, which would hide what failed.
      (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }),
    );
    process.send?.(told, () => process.disconnect());
  });
};
