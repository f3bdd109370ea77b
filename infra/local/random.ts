/** Numbers in [0, 1), the same ones for the same seed. */
export type Random = () => number;

/** FNV-1a, 32 bits: a number from a name. */
const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};

/** Mulberry32 by Tommy Ettinger: one word of state, good enough to be unlike any pattern, no more. */
export const seededRandom = (seed: string): Random => {
  let state = hashText(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
