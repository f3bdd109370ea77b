import { atWork, growthOf, hour, type Month, seasonOf, wholeSeconds } from './calendar.ts';
import { agents } from './company.ts';
import { type Customer, customersAt } from './customers.ts';
import { type Draw, drawFor, evenly } from './draw.ts';
import { type Observation, said } from './observation.ts';
import { placedIn } from './surveys.ts';

/** Tickets of a usual month. */
const usualTickets = 36;
/** Of the tickets every so many-th was answered on the phone and typed in afterwards: such an answer tells no time. */
const typedInLateEvery = 31;
const typedInLateBy = 0.2 * hour;
/** Of the tickets that were solved, the share whose customer says how it was. */
const rated = 0.84;

const channels = [
  { name: 'whatsapp', share: 46 },
  { name: 'email', share: 32 },
  { name: 'phone', share: 22 },
];
const priorities = [
  { name: 'normal', share: 62 },
  { name: 'high', share: 22 },
  { name: 'low', share: 16 },
];
const csatScore = (place: number): number =>
  place < 0.57 ? 5 : place < 0.865 ? 4 : place < 0.93 ? 3 : place < 0.98 ? 2 : 1;

interface Opening {
  readonly number: number;
  readonly id: string;
  readonly createdAt: number;
  readonly customer: Customer;
}

/** One ticket from its opening to the answer about it. */
const ticket = ({ number, id, createdAt, customer }: Opening, score: number, draw: Draw): Observation[] => {
  const priority = draw.share(priorities).name;
  const haste = priority === 'high' ? 0.5 : priority === 'low' ? 1.8 : 1;
  const owner = draw.pick(agents).id;
  const respondedAt = wholeSeconds(atWork(createdAt + hour * haste * draw.around(2.3, 0.8)));
  const solvedAt = wholeSeconds(atWork(respondedAt + hour * haste * draw.around(16, 0.9)));
  const drawn = draw.share(channels).name;
  const isTypedInLate = number % typedInLateEvery === 0;
  const set = {
    customer: customer.id,
    createdAt: said(createdAt),
    status: 'open',
    channel: isTypedInLate ? 'phone' : drawn,
    priority,
    owner,
  };
  const answeredAt = isTypedInLate ? createdAt - typedInLateBy : respondedAt;
  const story: Observation[] = [
    { record: 'ticket', id, at: createdAt, set },
    { record: 'ticket', id, at: respondedAt, set: { respondedAt: said(answeredAt), replies: 1 } },
  ];
  // Some are never solved: nobody heard of them again.
  if (draw.unit() < 0.03) return story;
  const replies = draw.share([
    { n: 1, share: 55 },
    { n: 2, share: 25 },
    { n: 4, share: 20 },
  ]).n;
  const solved = { status: 'solved', solvedAt: said(solvedAt), replies, reopens: draw.unit() < 0.06 ? 1 : 0 };
  story.push({ record: 'ticket', id, at: solvedAt, set: solved });
  const isRated = draw.unit() < rated;
  const at = isRated ? wholeSeconds(solvedAt + hour * draw.around(3, 0.8)) : solvedAt;
  const asked = { kind: 'csat', customer: customer.id, touchpoint: 'support', sentAt: said(solvedAt) };
  const answer = isRated && { score, scaleMax: 5, at: said(at) };
  story.push({ record: 'survey', id: `csat-${id}`, at, set: { ...asked, ...answer } });
  return story;
};

/** What the service desk says: tickets, and how their customers found it. */
export const serviceOf = (customers: readonly Customer[], months: readonly Month[]): Observation[] => {
  const story: Observation[] = [];
  const csatPlace = evenly('csat');
  let number = 0;
  for (const month of months.filter(({ index }) => index >= 0)) {
    const tickets = Math.round(usualTickets * growthOf(month) * Math.sqrt(seasonOf(month)));
    for (let place = 0; place < tickets; place++) {
      number += 1;
      const id = `t-${String(number).padStart(5, '0')}`;
      const draw = drawFor(id);
      const createdAt = wholeSeconds(atWork(placedIn(month, place, tickets, draw)));
      const customer = draw.pick(customersAt(customers, createdAt));
      story.push(...ticket({ number, id, createdAt, customer }, csatScore(csatPlace()), draw));
    }
  }
  return story;
};
