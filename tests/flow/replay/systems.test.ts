import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../infra/local/random.ts';
import type { Teller } from '../../sources/story/events.ts';
import { story } from '../../sources/story/story.ts';
import { configuredFor, deliver, source, tellers } from '../../sources/story/tellers.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { currentStates, generationOf, replayed, statesIn } from '../../support/replays.ts';
import { shuffled } from '../../support/shuffled.ts';
import { createWorld, type World } from '../../support/world.ts';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

/** As many as one world takes in a second. */
const most = 100;

/** The world of a workspace that took in what a teller tells. */
type Telling = (change: object) => Promise<World>;

/** A part of the story in any order, the same to whoever hears it. */
const tellingOf = (system: string, teller: Teller): Telling => {
  const bodies = shuffled(teller.tell(story), seededRandom(system)).slice(0, most);
  return async (change) => {
    const world = await createWorld(database);
    await world.apply(configuredFor(system, teller, change));
    await deliver(world, teller, bodies);
    return world;
  };
};

describe('a rebuild, once the stages are right', () => {
  it.each(Object.entries(tellers))(
    'leaves the very records of %s of a workspace that had them right from the start',
    async (system, teller) => {
      const wrong = { stages: { won: [teller.stages.second], lost: [teller.stages.third] } };
      const told = tellingOf(system, teller);
      const [always, world] = [await told({}), await told(wrong)];
      const expected = await currentStates(always, source);
      await world.apply(configuredFor(system, teller));
      const before = await statesIn(world, source, 1);
      expect(Object.keys(before)).toEqual(Object.keys(expected));
      expect(before).not.toEqual(expected);
      expect(await replayed(world, source)).toMatchObject({ status: 'done' });
      expect(await generationOf(world.services, source)).toBe(2);
      expect(await currentStates(world, source)).toEqual(expected);
    },
  );
});
