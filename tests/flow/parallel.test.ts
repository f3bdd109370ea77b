import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chunks, inParallel } from '../../lambdas/flow/parallel.ts';

describe('inParallel', () => {
  it('answers in the order of the items, however long each takes', async () => {
    const results = await inParallel([30, 1, 10], 3, async (milliseconds) => {
      await setTimeout(milliseconds);
      return milliseconds;
    });
    expect(results).toEqual([30, 1, 10]);
  });

  it('never does more at once than it may', async () => {
    let running = 0;
    let most = 0;
    await inParallel(Array.from({ length: 20 }), 4, async () => {
      running += 1;
      most = Math.max(most, running);
      await setTimeout(1);
      running -= 1;
    });
    expect(most).toBe(4);
  });

  it('rejects when one of them does, and does nothing for no items', async () => {
    await expect(inParallel([1], 4, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inParallel([], 4, () => Promise.reject(new Error('broken')))).toEqual([]);
  });
});

it('chunks hold everything once, in order', () => {
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunks([], 2)).toEqual([]);
});
