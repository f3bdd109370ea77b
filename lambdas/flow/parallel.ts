/** Does `work` for every item, at most `most` at a time, and answers the results in the items' order. */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> => {
  const results = new Array<Result>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
};

/** The items in lists of at most `size`. */
export const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/**
 * Divides the time until `deadline` among pieces of work that are begun one after another, `atOnce` of them at a time.
 * Each call answers the deadline of the next: what is left divided by the turns that are left. So one that takes all of
 * its share keeps nothing back from those after it, and what one does not need they have.
 *
 * @param deadline by `clock`; may be infinite
 * @param count of all pieces
 */
export const fairShares = (clock: () => number, deadline: number, count: number, atOnce: number): (() => number) => {
  let left = count;
  return () => {
    const now = clock();
    const turns = Math.ceil(left / atOnce);
    left -= 1;
    return now + (deadline - now) / turns;
  };
};
