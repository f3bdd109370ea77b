import { closedMonths, day, hour, type Month } from './calendar.ts';
import type { Draw } from './draw.ts';
import { type Observation, said } from './observation.ts';

interface Campaign {
  /** At the hub. */
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** What it cost, in reais. */
  readonly budget: number;
}

/** `index` is of the month in which it began; the last one is placed by its end. */
const plan = [
  { id: 'k-trade-in', name: 'Old machine for new', index: 0, budget: 19_000 },
  { id: 'k-road', name: 'Baristas on the road', index: 4, budget: 26_000 },
  { id: 'k-terrace', name: 'Coffee on the terrace', index: 7, budget: 18_000 },
  { id: 'k-open-days', name: 'Serra open days', index: 10, budget: 24_000 },
  { id: 'k-bakers', name: 'Bakers’ breakfast', index: closedMonths - 2, budget: 23_000 },
];
const lasts = 34 * day;
/** A campaign is reviewed so long after its last day: the last one's review is due as soon as the closed month is over. */
const reviewedAfter = 14 * day;
const evening = 18 * hour;

const campaignsOf = (months: readonly Month[]): Campaign[] => {
  const closed = months.find(({ index }) => index === closedMonths - 1);
  return plan.flatMap(({ index, ...campaign }) => {
    const month = months.find((one) => one.index === index);
    if (!month || !closed) return [];
    const isLast = index === closedMonths - 2;
    const endedAt = evening + (isLast ? closed.end - reviewedAfter : month.start + lasts + 6 * day);
    return [{ ...campaign, startedAt: endedAt - evening + 8 * hour - lasts, endedAt }];
  });
};

const brought = new Set(['Website', 'Trade fair', 'Outbound']);
/** Who heard of it calls within so long after its end. */
const heardFor = 14 * day;

/** The id of the campaign that brought a lead; most came by themselves. */
export const campaignOf = (
  { source, createdAt }: { readonly source: string; readonly createdAt: number },
  months: readonly Month[],
  draw: Draw,
): string | null => {
  const running = campaignsOf(months).find(
    ({ startedAt, endedAt }) => startedAt <= createdAt && createdAt < endedAt + heardFor,
  );
  return running !== undefined && draw.unit() < 0.5 && brought.has(source) ? running.id : null;
};

/** What the hub says of the campaigns, each with what it cost. */
export const campaignStory = (months: readonly Month[]): Observation[] =>
  campaignsOf(months).flatMap(({ id, name, startedAt, endedAt, budget }): Observation[] => [
    { record: 'campaign', id, at: startedAt, set: { name, startedAt: said(startedAt), endedAt: said(endedAt) } },
    {
      record: 'spend',
      id: `s-${id}`,
      at: startedAt,
      set: { category: 'marketing', amount: budget, from: said(startedAt), to: said(endedAt), campaign: id },
    },
  ]);
