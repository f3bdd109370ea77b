/**
 * Remembers the answer for what was asked of last. All measures and all periods ask the same of one record before the
 * next comes, so that its histories are read once.
 */
export const lastAsked = <Asked extends object, Answer>(
  answer: (asked: Asked) => Answer,
): ((asked: Asked) => Answer) => {
  // Two variables rather than an object made for each record: engines come to take such objects for long-lived ones, and
  // then keep all that they refer to until the next full collection of garbage.
  let lastOne: Asked | undefined;
  let lastAnswer: Answer | undefined;
  return (asked) => {
    if (lastOne !== asked) {
      lastAnswer = answer(asked);
      lastOne = asked;
    }
    return lastAnswer as Answer;
  };
};
