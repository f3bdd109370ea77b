import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../infra/local/random.ts';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import type { Teller } from '../sources/story/events.ts';
import { type Month, months } from '../sources/story/expected.ts';
import { story } from '../sources/story/story.ts';
import { configuredFor, deliver, source, tellers } from '../sources/story/tellers.ts';
import { clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { kpiOf, segmentsBy } from '../support/review.ts';
import { shuffled } from '../support/shuffled.ts';
import { createWorld, type World } from '../support/world.ts';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

/** Everything in any order and twice; a tenth of it, whatever it tells of, only after a sweep, as a late tail comes. */
const partsOf = (bodies: readonly Uint8Array[], seed: string): Uint8Array[][] => {
  const random = seededRandom(seed);
  const some = shuffled(bodies, random);
  const late = Math.ceil(some.length / 10);
  return [some.slice(0, -late), some.slice(-late)].map((part) => shuffled([...part, ...part], random));
};

/** What became of the deliveries that nothing could be read of, or not all. */
const unread = async ({ services: { deliveries }, now }: World): Promise<unknown[]> => {
  const outcomes: unknown[] = [];
  for await (const { outcome } of deliveries.received('acme', source, now - 3_600_000, now + 1))
    if (outcome?.status !== 'translated' || outcome.rejected > 0) outcomes.push(outcome);
  return outcomes;
};

const expectMonth = (review: ReviewDocument, { kpis, wonByOwner, stageLength }: Month, teller: Teller): void => {
  for (const [id, expected] of Object.entries(kpis))
    expect(kpiOf(review, id), `${id} of ${review.period}`).toMatchObject(expected);
  const won = [...segmentsBy(kpiOf(review, 'wonDeals'), 'owner')].map(([key, { value }]) => [key, value]);
  const owners = Object.entries(wonByOwner).map(([owner, value]) => [teller.owners[owner as never], value]);
  expect(Object.fromEntries(won)).toEqual(Object.fromEntries(owners));
  const lengths = [...segmentsBy(kpiOf(review, 'stageLength'), 'stage')].map(([key, { value, n }]) => [
    key,
    { value, n },
  ]);
  const stages = Object.entries(stageLength).map(([stage, length]) => [teller.stages[stage as never], length]);
  expect(Object.fromEntries(lengths)).toEqual(Object.fromEntries(stages));
};

describe('a story of forty deals, shuffled, doubled and with a late tail', () => {
  it.each(Object.entries(tellers))('as %s tells it, comes to the numbers that it has', async (system, teller) => {
    const world = await createWorld(database);
    await world.apply(configuredFor(system, teller));
    for (const part of partsOf(teller.tell(story), `${system} 1`)) await deliver(world, teller, part);
    expect(await unread(world)).toEqual([]);
    const ask = clientOf(world.services);
    for (const month of months) {
      const answer = await ask('POST', '/v1/workspaces/acme/reviews', { body: { period: month.period } });
      expect(answer.status).toBe(200);
      expectMonth((await answer.json()) as ReviewDocument, month, teller);
    }
  });
});
