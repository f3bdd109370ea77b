import { majorUnits, minorUnits } from './amounts.ts';
import type { Fact } from './facts.ts';
import { type Asked, type Item, isIn, type NaiveKpi, naive, type Stretch, share, type Told } from './kpi.ts';
import { mean, median, quantile, sum } from './lists.ts';
import { placeOf } from './segments.ts';
import { isOpenBefore, staysOf } from './story.ts';

const isWon = (deal: Fact): boolean => deal.said('outcome') === 'won';
const isLost = (deal: Fact): boolean => deal.said('outcome') === 'lost';

const closedIn = ({ people }: Asked, stretch: Stretch): { deal: Fact; at: number }[] =>
  people.counted('deal').flatMap((deal) => {
    const at = deal.instant('closedAt');
    return (isWon(deal) || isLost(deal)) && isIn(at, stretch) ? [{ deal, at }] : [];
  });

const wonIn = (asked: Asked, stretch: Stretch) => closedIn(asked, stretch).filter(({ deal }) => isWon(deal));

const placed = ({ people }: Asked, fact: Fact, at: number, boundary = false) => ({
  place: placeOf(people, fact, { at, boundary }),
});

/** In minor units; why not, otherwise. */
const worth = ({ configuration }: Asked, fact: Fact, said: unknown, at: number): number | 'noAmounts' | 'noRate' =>
  typeof said === 'string'
    ? (minorUnits(configuration, said, fact.text('currency'), fact.source, at) ?? 'noRate')
    : 'noAmounts';

interface Worth extends Item {
  readonly minor: number | 'noAmounts' | 'noRate';
}
interface Known extends Item {
  readonly minor: number;
}

const known = (all: readonly Worth[]): Known[] =>
  all.flatMap(({ place, minor }) => (typeof minor === 'number' ? [{ place, minor }] : []));

/** Why a sum of money is unknown rather than 0. */
const unknown = (all: readonly Worth[]): string | null => {
  if (known(all).length > 0) return null;
  return all.find(({ minor }) => minor === 'noAmounts') ? 'noAmounts' : all.length > 0 ? 'noRate' : null;
};

const together = (items: readonly Known[], configuration: Asked['configuration']): Told => ({
  value: majorUnits(configuration, sum(items.map(({ minor }) => minor))),
  numerator: null,
  denominator: null,
  n: items.length,
});

const moneyOf = (id: string, needs: NaiveKpi['needs'], all: (asked: Asked, stretch: Stretch) => Worth[]) => ({
  id,
  needs,
  items: (asked: Asked, stretch: Stretch) => known(all(asked, stretch)),
  unknown: (asked: Asked, stretch: Stretch) => unknown(all(asked, stretch)),
});

const won = [[['deal.outcome']], [['deal.closedAt']]];
const created = [['deal.createdAt']];

export const wonRevenue = naive<Known>({
  ...moneyOf('wonRevenue', [...won, [['deal.amount']]], (asked, stretch) =>
    wonIn(asked, stretch).map(({ deal, at }) => ({
      ...placed(asked, deal, at),
      minor: worth(asked, deal, deal.said('amount'), at),
    })),
  ),
  formula: together,
});

export const wonDeals = naive<Item>({
  id: 'wonDeals',
  needs: won,
  items: (asked, stretch) => wonIn(asked, stretch).map(({ deal, at }) => placed(asked, deal, at)),
  formula: (items) => ({ value: items.length, numerator: null, denominator: null, n: items.length }),
});

type Decided = Item & { readonly won: boolean };
const shareOfWon = (items: readonly Decided[]): Told => share(items.filter((item) => item.won).length, items.length);

export const winRate = naive<Decided>({
  id: 'winRate',
  needs: won,
  items: (asked, stretch) =>
    closedIn(asked, stretch).map(({ deal, at }) => ({ ...placed(asked, deal, at), won: isWon(deal) })),
  formula: shareOfWon,
});

export const closeRate = naive<Decided>({
  id: 'closeRate',
  needs: [...won, created],
  items: (asked, stretch) =>
    asked.people.counted('deal').flatMap((deal) => {
      const createdAt = deal.instant('createdAt');
      const inIt = isIn(createdAt, stretch);
      if (createdAt === null || !(inIt || isOpenBefore(deal, stretch.start) === true)) return [];
      const place = inIt ? placed(asked, deal, createdAt) : placed(asked, deal, stretch.start, true);
      return [{ ...place, won: isWon(deal) && isIn(deal.instant('closedAt'), stretch) }];
    }),
  formula: shareOfWon,
});

type Lasting = Item & { readonly seconds: number };
const middle = (items: readonly Lasting[]): Told => ({
  value: median(items.map(({ seconds }) => seconds)),
  numerator: null,
  denominator: null,
  n: items.length,
});
const spread = (items: readonly Lasting[]): Record<string, number | null> => ({
  mean: mean(items.map(({ seconds }) => seconds)),
  p90: quantile(
    items.map(({ seconds }) => seconds),
    0.9,
  ),
});

export const salesCycle = naive<Lasting>({
  id: 'salesCycle',
  needs: [...won, created],
  items: (asked, stretch) =>
    wonIn(asked, stretch).flatMap(({ deal, at }) => {
      const createdAt = deal.instant('createdAt');
      return createdAt === null || at < createdAt
        ? []
        : [{ ...placed(asked, deal, at), seconds: (at - createdAt) / 1000 }];
    }),
  formula: middle,
  companions: (_asked, _stretch, _told, items) => spread(items),
});

type Stay = Lasting & { readonly stage: string };

export const stageLength = naive<Stay>({
  id: 'stageLength',
  needs: [[['deal.stage']]],
  items: (asked, stretch) =>
    asked.people.counted('deal').flatMap((deal) => {
      const over = staysOf(deal).filter(({ end }) => end < stretch.end);
      const left = over.filter(({ end }) => end >= stretch.start);
      return [...new Set(left.map((stay) => stay.stage))].map((name) => {
        const stage = `${deal.source}:${name}`;
        const at = Math.max(...left.filter((stay) => stay.stage === name).map(({ end }) => end));
        const lengths = over.filter((stay) => stay.stage === name).map(({ start, end }) => (end - start) / 1000);
        const { place } = placed(asked, deal, at);
        return { place: { ...place, stage }, stage, seconds: sum(lengths) };
      });
    }),
  formula: (items, _configuration, stage) => {
    const stages = stage === undefined ? [...new Set(items.map((item) => item.stage))].sort() : [stage];
    const each = stages.map((name) => ({ ...middle(items.filter((item) => item.stage === name)), stage: name }));
    const longest = Math.max(...each.map(({ value }) => value ?? 0));
    return each.find(({ value }) => value === longest) ?? each[0] ?? middle([]);
  },
  companions: ({ people, asOf }, { end }, told, items) => {
    const still = people.counted('deal').flatMap((deal) =>
      staysOf(deal)
        .filter((stay) => `${deal.source}:${stay.stage}` === told.stage && stay.start < end && stay.end >= end)
        .map(({ start }) => Math.max(0, Math.min(end, asOf) - start) / 1000),
    );
    const told_ = told.stage === undefined ? null : still.length;
    return { ...spread(items.filter(({ stage }) => stage === told.stage)), open: told_, openMedianAge: median(still) };
  },
});

const openDeals = (asked: Asked, { end }: Stretch): Fact[] =>
  asked.people.counted('deal').filter((deal) => isOpenBefore(deal, end) === true);

export const pipelineValue = naive<Known>({
  ...moneyOf('pipelineValue', [created, [['deal.amount']]], (asked, stretch) =>
    openDeals(asked, stretch).map((deal) => {
      const said = deal.history('amount').findLast(({ at }) => at < stretch.end)?.value;
      return { ...placed(asked, deal, stretch.end, true), minor: worth(asked, deal, said, stretch.end - 1) };
    }),
  ),
  formula: together,
  companions: (asked, stretch) => ({ open: openDeals(asked, stretch).length }),
});

/** Won deals and orders; an order of a won deal that counts is that deal's own. */
const salesIn = (asked: Asked, stretch: Stretch): Worth[] => {
  const all = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  const counting = wonIn(asked, all)
    .filter(({ deal, at }) => typeof worth(asked, deal, deal.said('amount'), at) === 'number')
    .map(({ deal }) => asked.people.standing(deal.ref));
  const orders = asked.people.counted('order').flatMap((order) => {
    const at = order.instant('at');
    const deal = asked.people.named(order, 'deal', 'deal');
    return isIn(at, stretch) && !(deal !== null && counting.includes(deal)) ? [{ deal: order, at }] : [];
  });
  return [...wonIn(asked, stretch), ...orders].map(({ deal, at }) => ({
    ...placed(asked, deal, at),
    minor: worth(asked, deal, deal.said('amount'), at),
  }));
};

export const averagePurchaseValue = naive<Known>({
  ...moneyOf(
    'averagePurchaseValue',
    [
      [
        ['deal.outcome', 'deal.closedAt', 'deal.amount'],
        ['order.at', 'order.amount'],
      ],
    ],
    salesIn,
  ),
  formula: (items, configuration) => {
    const total = majorUnits(configuration, sum(items.map(({ minor }) => minor)));
    return share(total, items.length);
  },
  companions: ({ configuration }, _stretch, _told, items) => {
    const half = median(items.map(({ minor }) => minor));
    return { median: half === null ? null : majorUnits(configuration, half) };
  },
});
