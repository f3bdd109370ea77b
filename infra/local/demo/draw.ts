import { type Random, seededRandom } from '../random.ts';

/** Draws from one seeded sequence. Each deal, ticket or customer has its own, so that none depends on the others. */
export interface Draw {
  /** In [0, 1). */
  unit(): number;
  /** Whole, from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** One of `items`, the more often the greater its `share`. */
  share<Item extends { readonly share: number }>(items: readonly Item[]): Item;
  /** Log-normal: half are below `median`; `spread` is the standard deviation of the logarithm. */
  around(median: number, spread: number): number;
}

/** The item at a place of [0, 1) on which all of them stand side by side, each as wide as its share. */
export const shareAt = <Item extends { readonly share: number }>(items: readonly Item[], place: number): Item => {
  let left = place * items.reduce((sum, { share }) => sum + share, 0);
  for (const item of items) {
    left -= item.share;
    if (left < 0) return item;
  }
  throw new RangeError('There is nothing at that place.');
};

export const drawFor = (seed: string): Draw => {
  const random: Random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  };
  return {
    unit: random,
    whole: (low, high) => low + Math.floor(random() * (high - low + 1)),
    pick,
    share: (items) => shareAt(items, random()),
    around(median, spread) {
      // Box and Muller's transform.
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      return median * Math.exp(spread * normal);
    },
  };
};

const goldenShare = (Math.sqrt(5) - 1) / 2;

/**
 * Numbers in [0, 1) that are spread evenly rather than at random: of any run of them, close to a share `p` is below
 * `p`. So a small company's win rate shows what is meant to be shown, not mere luck.
 */
export const evenly = (name: string): (() => number) => {
  let value = seededRandom(name)();
  return () => {
    value = (value + goldenShare) % 1;
    return value;
  };
};
