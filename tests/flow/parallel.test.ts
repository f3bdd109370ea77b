import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chunks, fairShares, inParallel } from '../../lambdas/flow/parallel.ts';

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

describe('fair shares', () => {
  const clock = () => now;
  let now = 0;

  it('of the time go to each, one after another', () => {
    now = 1000;
    const share = fairShares(clock, 1400, 4, 1);
    const shares = Array.from({ length: 4 }, () => {
      now = share();
      return now;
    });
    expect(shares).toEqual([1100, 1200, 1300, 1400]);
  });

  it('grow by what others did not need, and shrink by what they took too much', () => {
    now = 0;
    const share = fairShares(clock, 300, 3, 1);
    expect(share()).toBe(100);
    now = 20;
    expect(share()).toBe(160);
    now = 290;
    expect(share()).toBe(300);
  });

  it('are as long as all turns allow where several are at work', () => {
    now = 0;
    const share = fairShares(clock, 300, 9, 4);
    expect([share(), share(), share(), share()]).toEqual([100, 150, 150, 150]);
    now = 150;
    expect(share()).toBe(225);
  });

  it('have no end where there is none', () => {
    expect(fairShares(clock, Number.POSITIVE_INFINITY, 3, 4)()).toBe(Number.POSITIVE_INFINITY);
  });
});
