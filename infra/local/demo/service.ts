import { atWork, closedMonths, day, growthOf, hour, type Month, seasonOf, wholeSeconds } from './calendar.ts';
import { agents } from './company.ts';
import type { Customer } from './customers.ts';
import { type Draw, drawFor, evenly } from './draw.ts';
import { type Observation, said } from './observation.ts';

/** Tickets and answers about the machine of a usual month. */
const usualTickets = 33;
const usualAnswers = 27;
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
const comments = [
  'A máquina é ótima, e o suporte responde <3',
  'Treinamento excelente da equipe.',
  'La Serra 3G no ha fallado ni una vez.',
  'Grinder is great, spare parts take too long.',
  'O café mudou o movimento da casa.',
  'Faltou aviso sobre a manutenção & o filtro.',
];

/** Score of an answer by its place in the even spread: the first shares are the promoters. */
const npsScore = (place: number, { index }: Month, region: string, draw: Draw): number => {
  const promoters = 0.5 + 0.006 * Math.max(0, index) - (region === 'Nordeste' && index >= closedMonths - 5 ? 0.12 : 0);
  if (place < promoters) return draw.whole(9, 10);
  return place < promoters + 0.34 ? draw.whole(7, 8) : draw.whole(2, 6);
};

const csatScore = (place: number): number =>
  place < 0.57 ? 5 : place < 0.865 ? 4 : place < 0.93 ? 3 : place < 0.98 ? 2 : 1;

/** Those who are customers at an instant. */
const customersAt = (customers: readonly Customer[], instant: number): Customer[] =>
  customers.filter(({ since, until }) => since < instant && (until === null || until > instant));

const placedIn = ({ start, end }: Month, place: number, count: number, draw: Draw): number =>
  wholeSeconds(start + ((place + draw.unit()) / count) * (end - start));

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
  if (draw.unit() < rated) {
    const at = wholeSeconds(solvedAt + hour * draw.around(3, 0.8));
    const answer = {
      kind: 'csat',
      score,
      scaleMax: 5,
      sentAt: said(solvedAt),
      at: said(at),
      customer: customer.id,
      touchpoint: 'support',
    };
    story.push({ record: 'survey', id: `csat-${id}`, at, set: answer });
  }
  return story;
};

const answer = (id: string, at: number, customer: Customer, score: number, draw: Draw): Observation => ({
  record: 'survey',
  id,
  at,
  set: {
    kind: 'nps',
    score,
    scaleMax: 10,
    sentAt: said(at - day * draw.whole(1, 4)),
    at: said(at),
    customer: customer.id,
    respondent: `${customer.id}/${draw.whole(1, 3)}`,
    ...(draw.unit() < 0.2 && { comment: draw.pick(comments) }),
  },
});

/** What the service desk says: tickets, how their customers found it, and what they think of Ipê Alto as a whole. */
export const serviceOf = (customers: readonly Customer[], months: readonly Month[]): Observation[] => {
  const said: Observation[] = [];
  const [csatPlace, npsPlace] = [evenly('csat'), evenly('nps')];
  let number = 0;
  for (const month of months.filter(({ index }) => index >= 0)) {
    const tickets = Math.round(usualTickets * growthOf(month) * Math.sqrt(seasonOf(month)));
    for (let place = 0; place < tickets; place++) {
      number += 1;
      const id = `t-${String(number).padStart(5, '0')}`;
      const draw = drawFor(id);
      const createdAt = wholeSeconds(atWork(placedIn(month, place, tickets, draw)));
      const customer = draw.pick(customersAt(customers, createdAt));
      said.push(...ticket({ number, id, createdAt, customer }, csatScore(csatPlace()), draw));
    }
    const answers = Math.round(usualAnswers * growthOf(month));
    for (let place = 0; place < answers; place++) {
      const id = `nps-${month.index}-${place}`;
      const draw = drawFor(id);
      const at = placedIn(month, place, answers, draw);
      const customer = draw.pick(customersAt(customers, at));
      said.push(answer(id, at, customer, npsScore(npsPlace(), month, customer.region, draw), draw));
    }
  }
  return said;
};
