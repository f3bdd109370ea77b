import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../lambdas/adapters/dynamodb/inOrder.ts';

const collected = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
};

async function* paged(...pages: number[][]): AsyncGenerator<number[]> {
  for (const page of pages) {
    await setTimeout(Math.random() * 2);
    yield page;
  }
}

const ascending = (number: number): number => number;

describe('what several sources yield in order', () => {
  it('is all of it, in order, wherever their pages end', async () => {
    const sources = [paged([1, 4], [], [9]), paged(), paged([2, 3, 5, 6, 7]), paged([], [4], [8, 10])];
    expect(await collected(inOrder(sources, ascending))).toEqual([1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('is nothing of no sources', async () => {
    expect(await collected(inOrder<number>([], ascending))).toEqual([]);
  });

  it('is read from all of them at once, a page ahead', async () => {
    let begun = 0;
    const counting = async function* (): AsyncGenerator<number[]> {
      for (let page = 0; ; page += 1) {
        begun += 1;
        yield [page];
      }
    };
    const reading = inOrder([counting(), counting(), counting()], ascending);
    await reading.next();
    // The first page of each, which are compared, and the one after it.
    expect(begun).toBe(6);
    await reading.return(undefined);
  });

  it('ends with a failure when it is its turn, and lets the others go', async () => {
    let ended = 0;
    const endless = async function* (): AsyncGenerator<number[]> {
      try {
        for (let number = 1; ; number += 1) yield [number];
      } finally {
        ended += 1;
      }
    };
    const failing = async function* (): AsyncGenerator<number[]> {
      yield [3];
      throw new Error('out of reach');
    };
    const read: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const number of inOrder([endless(), failing(), endless()], ascending)) read.push(number);
    };
    await expect(reading()).rejects.toThrow('out of reach');
    expect(read).toEqual([1, 1, 2, 2, 3, 3]);
    expect(ended).toBe(2);
  });

  it('ends the sources when the reader stops, and what fails then is nobody’s concern', async () => {
    const failing = async function* (): AsyncGenerator<number[]> {
      yield [1];
      throw new Error('out of reach');
    };
    for await (const _ of inOrder([failing(), failing()], ascending)) break;
  });
});
