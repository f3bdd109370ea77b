import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { interleave } from '../../../lambdas/adapters/dynamodb/interleave.ts';

const collected = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
};

describe('interleaving', () => {
  it('yields all of every source, each in its order', async () => {
    const source = (name: string, count: number) =>
      async function* () {
        for (let index = 0; index < count; index += 1) {
          await setTimeout(Math.random() * 2);
          yield `${name}${index}`;
        }
      };
    const all = await collected(interleave([source('a', 5), source('b', 0), source('c', 3), source('d', 4)], 2));
    expect(all.filter((each) => each.startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
    expect([...all].sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'c0', 'c1', 'c2', 'd0', 'd1', 'd2', 'd3']);
  });

  it('reads as many at a time as it may, and no more', async () => {
    let open = 0;
    let most = 0;
    const source = async function* () {
      open += 1;
      most = Math.max(most, open);
      await setTimeout(1);
      yield 1;
      open -= 1;
    };
    await collected(
      interleave(
        Array.from({ length: 16 }, () => source),
        4,
      ),
    );
    expect(most).toBe(4);
  });

  it('fails with the first failure and lets the others go', async () => {
    let ended = 0;
    const endless = async function* () {
      try {
        for (;;) {
          await setTimeout(1);
          yield 1;
        }
      } finally {
        ended += 1;
      }
    };
    // biome-ignore lint/correctness/useYield: it fails before it could.
    const failing = async function* (): AsyncGenerator<number> {
      await setTimeout(5);
      throw new Error('out of reach');
    };
    await expect(collected(interleave([endless, failing, failing, endless], 4))).rejects.toThrow('out of reach');
    expect(ended).toBe(2);
  });

  it('ends the sources when the reader stops', async () => {
    let ended = 0;
    const endless = async function* () {
      try {
        for (;;) yield 1;
      } finally {
        ended += 1;
      }
    };
    for await (const _ of interleave([endless, endless, endless], 2)) break;
    expect(ended).toBe(2);
  });
});
