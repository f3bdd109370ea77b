import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../infra/local/random.ts';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { teller as clickup } from '../sources/clickup/tell.ts';
import { teller as dynamics } from '../sources/dynamics/tell.ts';
import { teller as hubspot } from '../sources/hubspot/tell.ts';
import { teller as kommo } from '../sources/kommo/tell.ts';
import { teller as salesforce } from '../sources/salesforce/tell.ts';
import type { Sent, Teller } from '../sources/story/events.ts';
import { type Month, months } from '../sources/story/expected.ts';
import { story } from '../sources/story/story.ts';
import { clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { kpiOf, segmentsBy } from '../support/review.ts';
import { shuffled } from '../support/shuffled.ts';
import { createWorld, type World } from '../support/world.ts';

const tellers: Readonly<Record<string, Teller>> = { clickup, dynamics, hubspot, kommo, salesforce };

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const source = 'crm';
const path = `/hooks/acme/${source}`;

/** Everything in any order and twice; the last tenth only after a sweep, as a late tail comes. */
const deliver = async (world: World, { tell, send }: Teller, seed: string): Promise<void> => {
  const bodies = tell(story);
  const late = Math.ceil(bodies.length / 10);
  const parts = [bodies.slice(0, -late), bodies.slice(-late)].map((part) => [...part, ...part]);
  for (const part of parts.map((doubled) => shuffled(doubled, seededRandom(seed)))) {
    for (const body of part) {
      world.now += 1;
      const { token, ...sent }: Sent = send(body, `${world.services.publicUrl}${path}`, world.now);
      const target = token === null ? path : `${path}/${token}`;
      const hook = { workspace: 'acme', source, method: 'POST', target, token, ...sent };
      expect(await receive(world.services, hook)).toBeDefined();
    }
    expect(await sweepWorkspace(world.services, 'acme', world.now + 1)).toBe(true);
  }
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
    const of = { id: source, system, currency: 'EUR', secrets: [teller.secret], ...teller.settings };
    await world.apply({ currency: 'EUR', sources: [of] });
    await deliver(world, teller, `${system} 1`);
    const [health] = await world.services.workspaces.failures('acme', source);
    expect(health).toBeUndefined();
    const ask = clientOf(world.services);
    for (const month of months) {
      const answer = await ask('POST', '/v1/workspaces/acme/reviews', { body: { period: month.period } });
      expect(answer.status).toBe(200);
      expectMonth((await answer.json()) as ReviewDocument, month, teller);
    }
  });
});
