/**
 * Remembers the answer for what was asked of last. All measures and all periods ask the same of one record before the
 * next comes, so that its histories are read once.
 */
export const lastAsked = <Asked extends object, Answer>(
  answer: (asked: Asked) => Answer,
): ((asked: Asked) => Answer) => {
  let last: { readonly asked: Asked; readonly answer: Answer } | null = null;
  return (asked) => {
    if (last?.asked !== asked) last = { asked, answer: answer(asked) };
    return last.answer;
  };
};
