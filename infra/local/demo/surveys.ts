import { closedMonths, day, growthOf, type Month, wholeSeconds } from './calendar.ts';
import { type Customer, customersAt } from './customers.ts';
import { type Draw, drawFor, evenly } from './draw.ts';
import { type Observation, said } from './observation.ts';

/** Answers of a usual month: about Ipê Alto as a whole, and about a visit of its technicians. */
const usualAnswers = { nps: 27, ces: 25 };
/** For each answer so many are asked who do not answer. */
const unanswered = { nps: 0.7, ces: 0.5 };

const comments = [
  'A máquina é ótima, e o suporte responde <3',
  'Treinamento excelente da equipe.',
  'La Serra 3G no ha fallado ni una vez.',
  'Grinder is great, spare parts take too long.',
  'O café mudou o movimento da casa.',
  'Faltou aviso sobre a manutenção & o filtro.',
];

type Kind = keyof typeof usualAnswers;

/** Scores of an answer by its place in the even spread: the first shares are the content ones. */
const scores: Readonly<Record<Kind, (place: number, month: Month, region: string, draw: Draw) => number>> = {
  nps(place, { index }, region, draw) {
    const promoters =
      0.5 + 0.006 * Math.max(0, index) - (region === 'Nordeste' && index >= closedMonths - 5 ? 0.12 : 0);
    if (place < promoters) return draw.whole(9, 10);
    return place < promoters + 0.34 ? draw.whole(7, 8) : draw.whole(2, 6);
  },
  ces: (place, _month, _region, draw) => (place < 0.74 ? draw.whole(5, 7) : place < 0.88 ? 4 : draw.whole(1, 3)),
};
const scaleMax = { nps: 10, ces: 7 };

export const placedIn = ({ start, end }: Month, place: number, count: number, draw: Draw): number =>
  wholeSeconds(start + ((place + draw.unit()) / count) * (end - start));

const asked = (kind: Kind, customer: Customer, draw: Draw): Observation['set'] => ({
  kind,
  customer: customer.id,
  respondent: `${customer.id}/${draw.whole(1, 3)}`,
  touchpoint: kind === 'ces' ? 'visit' : 'relationship',
});

/** What customers were asked in the months, and what they answered. */
export const surveysOf = (customers: readonly Customer[], months: readonly Month[]): Observation[] => {
  const story: Observation[] = [];
  for (const kind of ['nps', 'ces'] as const) {
    const spread = evenly(kind);
    for (const month of months.filter(({ index }) => index >= 0)) {
      const answers = Math.round(usualAnswers[kind] * growthOf(month));
      const all = answers + Math.round(answers * unanswered[kind]);
      for (let place = 0; place < all; place++) {
        const isAnswered = place < answers;
        const id = `${kind}-${month.index}-${place}`;
        const draw = drawFor(id);
        const at = isAnswered
          ? placedIn(month, place, answers, draw)
          : placedIn(month, place - answers, all - answers, draw);
        const customer = draw.pick(customersAt(customers, at));
        const answer = isAnswered && {
          score: scores[kind](spread(), month, customer.region, draw),
          scaleMax: scaleMax[kind],
          sentAt: said(at - day * draw.whole(1, 4)),
          at: said(at),
          ...(draw.unit() < 0.2 && { comment: draw.pick(comments) }),
        };
        const set = { ...asked(kind, customer, draw), ...(answer || { sentAt: said(at) }) };
        story.push({ record: 'survey', id, at, set });
      }
    }
  }
  return story;
};
