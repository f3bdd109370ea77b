import { atSales, atWork, closedMonths, day, growthOf, hour, type Month, seasonOf, wholeSeconds } from './calendar.ts';
import { campaignOf } from './campaigns.ts';
import { companyAt, leadSources, leaver, type Product, products, regions, successor } from './company.ts';
import { type Deal, type DealEvent, lost, stages, won } from './deal.ts';
import { type Draw, drawFor, evenly, shareAt } from './draw.ts';
import { departure, sellerFor } from './people.ts';

/** Leads of a usual month. */
const usualLeads = 26;
/** The companies below this number are customers from the beginning; the first of them never leave. */
export const firstCustomers = 104;
export const loyalCustomers = 60;
/** The companies that come next had left before the first month. */
export const formerCustomers = 13;

const firstId = 15_318_175;
const creditCheck = stages.length - 1;

/** Of the leads every so many-th was talked to first and typed in afterwards: such an answer tells no time. */
const typedInLateEvery = 23;
const typedInLateBy = 25 * 60_000;

const quantities = [
  { number: 1, share: 46 },
  { number: 2, share: 38 },
  { number: 3, share: 16 },
];
/** What those buy who are customers already: `renewal` is a new machine for an old one. */
const laterKinds = [
  { kind: 'upsell', share: 44 },
  { kind: 'cross-sell', share: 40 },
  { kind: 'renewal', share: 16 },
] as const;
const lostReasons = ['Price', 'No budget', 'Chose a competitor', 'No answer', 'Credit refused'];

const winShares: Readonly<Record<string, number>> = { Sudeste: 0.36, Nordeste: 0.36, Sul: 0.38, 'Cono Sur': 0.3 };

/** Since its best seller left, the Nordeste wins less from month to month. */
const winShareOf = (region: string, { index }: Month): number => {
  const since = region === 'Nordeste' ? Math.max(0, index - (closedMonths - 7)) : 0;
  return Math.max(0.08, (winShares[region] ?? 0.3) - 0.07 * since);
};

/** Credit checks take longer from month to month: the one stage that is slow. */
const medianDays = (stage: number, { index }: Month): number =>
  (stages[stage]?.days ?? 1) + (stage === creditCheck ? 0.55 * Math.max(0, index) : 0);

/** Places in `stages` that a deal is in, one after another. */
const visits = (isWon: boolean, draw: Draw): number[] => {
  const last = isWon ? creditCheck : stages.indexOf(draw.share(stages));
  // Some have tasted the coffee before.
  const skipsTasting = draw.unit() < 0.15 && last > 2;
  return stages.map((_, stage) => stage).filter((stage) => stage <= last && !(skipsTasting && stage === 2));
};

/** The way through the stages, from the second on, and the end. */
const moves = (createdAt: number, month: Month, isWon: boolean, draw: Draw): DealEvent[] => {
  const events: DealEvent[] = [];
  const visited = visits(isWon, draw);
  let at = createdAt;
  for (const [place, stage] of visited.entries()) {
    at = wholeSeconds(atSales(at + day * draw.around(medianDays(stage, month), 0.5)));
    const next = stages[visited[place + 1] ?? -1];
    events.push({ at, kind: 'moved', status: next ? next.id : isWon ? won : lost });
  }
  return events;
};

/** A price that was talked about once more before the deal went on. */
const pricing = (price: number, moved: readonly DealEvent[], draw: Draw): DealEvent[] => {
  const [last, before] = [moved.at(-1), moved.at(-2)];
  if (!last || !before || draw.unit() > 0.3) return [];
  const at = wholeSeconds(before.at + (last.at - before.at) * 0.6);
  return [{ at, kind: 'priced', price: Math.round((price * (0.85 + 0.25 * draw.unit())) / 50) * 50 }];
};

interface Beginning {
  readonly number: number;
  readonly month: Month;
  readonly region: string;
  readonly createdAt: number;
  readonly isWon: boolean;
  readonly product: Product;
  readonly quantity: number;
  /** When the Nordeste's seller left. */
  readonly left: number;
}

const dealOf = (beginning: Beginning, months: readonly Month[], draw: Draw): Deal => {
  const { number, month, region, createdAt, isWon, product, quantity, left } = beginning;
  const price = Math.round((product.price * quantity * (0.88 + 0.12 * draw.unit())) / 50) * 50;
  const owner = sellerFor(region, createdAt, left, draw);
  const customer = draw.unit() < 0.25 ? draw.whole(0, loyalCustomers - 1) : null;
  const moved = moves(createdAt, month, isWon, draw);
  const end = moved.at(-1)?.at ?? createdAt;
  const answeredAt = wholeSeconds(atWork(createdAt + hour * draw.around(2.6, 0.9)));
  const events: DealEvent[] = [{ at: createdAt, kind: 'add' }, ...moved, ...pricing(price, moved, draw)];
  const contact = number % typedInLateEvery === 0 ? createdAt - typedInLateBy : answeredAt;
  if (draw.unit() < 0.95 && answeredAt < end) events.push({ at: answeredAt, kind: 'answered', contact });
  if (owner === leaver && createdAt < left && left < end) {
    events.push({ at: wholeSeconds(left + draw.whole(0, 3 * 3600) * 1000), kind: 'owned', owner: successor });
  }
  const source = draw.share(leadSources).name;
  const lostReason = draw.pick(lostReasons);
  return {
    id: String(firstId + 7 * number),
    company: companyAt(customer ?? firstCustomers + formerCustomers + number),
    customer,
    region,
    source,
    product,
    quantity,
    price,
    cost: product.cost * quantity,
    kind: customer === null ? 'new' : draw.share(laterKinds).kind,
    campaign: campaignOf({ source, createdAt }, months, draw),
    owner,
    lostReason,
    events: events.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at),
  };
};

/** All deals that began in the months, in the order in which they did. */
export const dealsOf = (months: readonly Month[]): Deal[] => {
  const left = departure(months);
  const luckOf = new Map(regions.map(({ name }) => [name, evenly(`luck/${name}`)]));
  const wants = { won: evenly('wants/won'), lost: evenly('wants/lost') };
  const amounts = { won: evenly('amounts/won'), lost: evenly('amounts/lost') };
  const deals: Deal[] = [];
  for (const month of months) {
    const count = Math.round(usualLeads * growthOf(month) * seasonOf(month));
    for (let place = 0; place < count; place++) {
      const number = deals.length;
      const draw = drawFor(`deal/${number}`);
      const region = draw.share(regions).name;
      const luck = luckOf.get(region)?.() ?? draw.unit();
      const within = (place + draw.unit()) / count;
      const createdAt = wholeSeconds(atWork(month.start + within * (month.end - month.start)));
      const isWon = luck < winShareOf(region, month);
      const end = isWon ? 'won' : 'lost';
      const product = shareAt(products, wants[end]());
      const quantity = shareAt(quantities, amounts[end]()).number;
      deals.push(dealOf({ number, month, region, createdAt, isWon, product, quantity, left }, months, draw));
    }
  }
  return deals;
};
