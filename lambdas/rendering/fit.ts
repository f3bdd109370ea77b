/** The first of `renderings`, from the fullest on, that `fits`; the barest where none does. */
export const firstThatFits = <Detail, T>(
  details: readonly [Detail, ...Detail[]],
  render: (detail: Detail) => T,
  fits: (rendering: T) => boolean,
): T => {
  const [fullest, ...barer] = details;
  let rendering = render(fullest);
  for (const detail of barer) {
    if (fits(rendering)) break;
    rendering = render(detail);
  }
  return rendering;
};
