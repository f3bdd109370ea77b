/**
 * The index of the last element that is not greater than `value`, -1 when all are greater.
 *
 * @param ascending sorted; binary search, no allocation
 */
export const lastAtOrBefore = (ascending: ArrayLike<number>, value: number): number => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
