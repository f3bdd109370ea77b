import { type Random, seededRandom } from '../../../infra/local/random.ts';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import type { Period } from '../../../lambdas/domain/periods/period.ts';
import type { Workspace } from '../../../lambdas/domain/ports.ts';
import { encode } from '../../../lambdas/domain/records/encode.ts';
import { fold, observed, type RecordState } from '../../../lambdas/domain/records/fold.ts';
import type { RecordType, Value } from '../../../lambdas/domain/records/vocabulary.ts';
import type { ReadRecord } from '../../../lambdas/domain/reviews/compute.ts';
import { pointsOf } from '../../../lambdas/domain/reviews/points.ts';
import { workspaceOf } from '../../support/workspace.ts';

/** A company that sells: 40 owners and as many deals as are asked for, the same ones every time. */

export const day = 86_400_000;
export const currency = 'BRL';

export const source = 'crm';

export const workspaceNamed = (name: string): Workspace =>
  workspaceOf({
    workspace: name,
    timeZone: 'America/Sao_Paulo',
    currency,
    sources: [{ id: source, system: 'standard', labels: { s1: 'New', s5: 'Negotiation' } }],
  });

const { configuration } = workspaceNamed('any');

/** The month that is reviewed; with the twelve before it. */
export const period: Period = parsePeriod('2026-10', configuration);
export const months: readonly Period[] = pointsOf(period, configuration).periods;
export const asOf = Date.parse('2026-11-03T11:00:00Z');

export const firstCreated = Date.parse('2025-06-01T03:00:00Z');
const stages = ['s1', 's2', 's3', 's4', 's5'];
export const products = Array.from({ length: 12 }, (_, index) => `p${index + 1}`);
export const channels = ['web', 'referral', 'event', 'partner', 'outbound', 'ads'];
export const reasons = ['price', 'timing', 'competitor', 'no answer'];
export const regions = ['north', 'south', 'east', 'west'];

export const owners = Array.from({ length: 40 }, (_, index) => ({
  id: `u${index + 1}`,
  name: `Owner ${index + 1}`,
  team: `Team ${index % 5}`,
  region: regions[index % regions.length] as string,
}));

/** What was said of a record at one instant. */
export interface Said {
  readonly at: number;
  readonly set: Readonly<Record<string, Value>>;
  /** The id of the record that it was merged into. */
  readonly mergedInto?: string;
  /** Its other names, each `source:id`. */
  readonly same?: readonly string[];
}

export const pick = <Item>(random: Random, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** Lognormal days, half of them shorter than `median`. */
export const lasting = (random: Random, median: number): number =>
  Math.round(day * median * Math.exp(0.8 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())));

export const amountOf = (random: Random): string => String(Math.round(Math.exp(7 + 2 * random()) * 100) / 100);

/** How a deal ends: of those old enough 34 in 100 are won, 61 lost, 5 never end. */
const endOf = (random: Random, closedAt: number): 'won' | 'lost' | null => {
  const lot = random();
  if (closedAt >= asOf || lot < 0.05) return null;
  return lot < 0.39 ? 'won' : 'lost';
};

const sayingsOf = (random: Random, index: number): Said[] => {
  const createdAt = firstCreated + Math.floor(random() * (period.end - firstCreated));
  const closedAt = createdAt + lasting(random, 45);
  const outcome = endOf(random, closedAt);
  const until = Math.min(closedAt, asOf);
  const within = (share: number): number => createdAt + Math.floor(share * (until - createdAt));
  const said: Said[] = [
    {
      at: createdAt,
      set: {
        name: `Deal ${String(index).padStart(6, '0')}`,
        createdAt,
        pipeline: pick(random, ['direct', 'direct', 'channel']),
        stage: 's1',
        amount: amountOf(random),
        currency,
        owner: pick(random, owners).id,
        source: pick(random, channels),
        product: pick(random, products),
        kind: pick(random, ['new', 'new', 'new', 'upsell']),
        outcome: 'open',
      },
    },
  ];
  const reached = 1 + Math.floor(random() * stages.length);
  for (let stage = 1; stage < reached; stage += 1)
    said.push({ at: within(stage / (reached + random())), set: { stage: stages[stage] as string } });
  if (random() < 0.3) said.push({ at: within(random()), set: { amount: amountOf(random) } });
  if (random() < 0.1) said.push({ at: within(random()), set: { owner: pick(random, owners).id } });
  if (outcome === 'won') said.push({ at: closedAt, set: { outcome, closedAt } });
  if (outcome === 'lost') said.push({ at: closedAt, set: { outcome, closedAt, lostReason: pick(random, reasons) } });
  return said;
};

export const recordOf = (type: RecordType, id: string, sayings: readonly Said[]): ReadRecord => {
  const states = sayings.map(
    ({ at, ...said }): RecordState => observed({ record: type, id, stamp: { at, nanos: 0, seq: null }, ...said }),
  );
  return { source, type, id, state: encode(states.reduce(fold)), changedAt: Math.max(...sayings.map(({ at }) => at)) };
};

/** A deal, and what was said of it, for whoever needs it in another form. */
interface Deal {
  readonly record: ReadRecord;
  readonly sayings: readonly Said[];
}

export const dealId = (index: number): string => String(30_000_000 + index);

/** @param more is said of each deal when it is created, beside what is said of all */
export function* dealsOf(count: number, more?: (random: Random) => Said['set']): Generator<Deal> {
  const random = seededRandom('deals');
  for (let index = 0; index < count; index += 1) {
    const sayings = sayingsOf(random, index);
    if (more) sayings.push({ at: (sayings[0] as Said).at, set: more(random) });
    yield { record: recordOf('deal', dealId(index), sayings), sayings };
  }
}

export const productRecords = (): ReadRecord[] =>
  products.map((id, index) => recordOf('product', id, [{ at: firstCreated, set: { name: `Product ${index + 1}` } }]));

/** The people and products that deals name. */
export const namedByDeals = (): ReadRecord[] => [
  ...owners.map(({ id, ...set }) => recordOf('user', id, [{ at: firstCreated, set }])),
  ...productRecords(),
];
