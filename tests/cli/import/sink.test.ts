import { expect, test } from 'vitest';
import type { Api } from '../../../cli/http/api.ts';
import { mostObservations } from '../../../cli/import/batches.ts';
import { posting } from '../../../cli/import/sink.ts';
import { Tally } from '../../../cli/import/tally.ts';
import { contextOf } from '../support/cli.ts';

/** An API that answers the batches it is posted in the order that a test chooses. */
const heldBack = () => {
  const answers: ((answer: unknown) => void)[] = [];
  const ask = <T>(): Promise<T> => new Promise<T>((resolve) => answers.push(resolve as (answer: unknown) => void));
  const api: Api = { url: 'http://127.0.0.1', ask, send: () => Promise.reject(new Error('not asked for')) };
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const answer = async (batch: number): Promise<void> => {
    await turn(); // until it has been posted
    answers[batch]?.({ accepted: mostObservations, rejected: [] });
    await turn();
  };
  return { api, answer };
};

test('an import has come no further than to the first row that has not been answered for', async () => {
  const { api, answer } = heldBack();
  const { context } = contextOf();
  const tally = new Tally();
  const sink = posting({ context, api, workspace: 'acme', source: 'history' }, () => {}, tally);
  // Two batches of rows of ten bytes, and one row that waits for the third to fill.
  for (let row = 0; row <= 2 * mostObservations; row++) {
    await sink.add(row + 2, row * 10, { record: 'deal', id: String(row), at: '2017-03-01T00:00:00Z', set: {} });
  }
  expect(sink.begin).toBe(0);
  await answer(1);
  expect([sink.begin, tally.accepted]).toEqual([0, mostObservations]);
  await answer(0);
  expect([sink.begin, tally.accepted]).toEqual([20 * mostObservations, 2 * mostObservations]);
  const end = sink.end();
  await answer(2);
  await end;
  expect(sink.begin).toBeUndefined();
});
