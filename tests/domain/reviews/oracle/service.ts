import type { Fact } from './facts.ts';
import { type Asked, type Item, isIn, naive, type Stretch, share, type Told } from './kpi.ts';
import { mean, median, quantile } from './lists.ts';
import { placeOf } from './segments.ts';

const placed = ({ people }: Asked, fact: Fact, at: number) => ({
  place: placeOf(people, fact, { at, boundary: false }),
});

const createdIn = ({ people }: Asked, type: string, stretch: Stretch): { fact: Fact; at: number }[] =>
  people.counted(type).flatMap((fact) => {
    const at = fact.instant('createdAt');
    return isIn(at, stretch) ? [{ fact, at }] : [];
  });

/** By the computation. */
const has = (fact: Fact, field: string, { asOf }: Asked): boolean => (fact.instant(field) ?? Number.NaN) <= asOf;

export const leadConversionRate = naive<Item & { readonly converted: boolean }>({
  id: 'leadConversionRate',
  needs: [[['lead.createdAt']], [['lead.convertedAt']]],
  items: (asked, stretch) =>
    createdIn(asked, 'lead', stretch).map(({ fact, at }) => ({
      ...placed(asked, fact, at),
      converted: has(fact, 'convertedAt', asked),
    })),
  formula: (items) => share(items.filter(({ converted }) => converted).length, items.length),
});

type Waited = Item & { readonly seconds: number };

/** Those first answered in the period; an answer before the creation is none. */
const answeredIn = (asked: Asked, type: string, stretch: Stretch): Waited[] =>
  asked.people.counted(type).flatMap((fact) => {
    const at = fact.instant('respondedAt');
    const createdAt = fact.instant('createdAt');
    const isAnswer = isIn(at, stretch) && at <= asked.asOf && createdAt !== null && createdAt <= at;
    return isAnswer ? [{ ...placed(asked, fact, at), seconds: (at - createdAt) / 1000 }] : [];
  });

const middle = (items: readonly Waited[]): Told => ({
  value: median(items.map(({ seconds }) => seconds)),
  numerator: null,
  denominator: null,
  n: items.length,
});
const spread = (items: readonly Waited[]): Record<string, number | null> => {
  const all = items.map(({ seconds }) => seconds);
  return { mean: mean(all), p90: quantile(all, 0.9) };
};

export const leadResponseTime = naive<Waited>({
  id: 'leadResponseTime',
  needs: [[['lead.createdAt']], [['lead.respondedAt']]],
  items: (asked, stretch) => answeredIn(asked, 'lead', stretch),
  formula: middle,
  companions: (asked, stretch, _told, items) => {
    const created = createdIn(asked, 'lead', stretch);
    const answered = created.filter(({ fact }) => has(fact, 'respondedAt', asked));
    const soon = answered.filter(({ fact, at }) => {
      const waited = (fact.instant('respondedAt') ?? 0) - at;
      return waited >= 0 && waited <= 24 * 3600 * 1000;
    });
    const of = (some: readonly unknown[]) => (created.length === 0 ? null : some.length / created.length);
    return { ...spread(items), answered: of(answered), within24h: of(soon) };
  },
});

/** Nobody answered, and it is not solved. */
const waitingAt = ({ people, asOf }: Asked, end: number): number[] =>
  people.counted('ticket').flatMap((ticket) => {
    const before = (field: string): boolean => (ticket.instant(field) ?? Number.NaN) < end;
    const solved = ticket.history('status').findLast(({ at }) => at < end)?.value === 'solved' || before('solvedAt');
    if (!before('createdAt') || before('respondedAt') || solved) return [];
    return [Math.max(0, Math.min(end, asOf) - (ticket.instant('createdAt') ?? 0)) / 1000];
  });

export const firstResponseTime = naive<Waited>({
  id: 'firstResponseTime',
  needs: [[['ticket.createdAt']], [['ticket.respondedAt']]],
  items: (asked, stretch) => answeredIn(asked, 'ticket', stretch),
  formula: middle,
  companions: (asked, { end }, _told, items) => {
    const waiting = waitingAt(asked, end);
    return { ...spread(items), unanswered: waiting.length, unansweredMedianAge: median(waiting) };
  },
});

export const tickets = naive<Item>({
  id: 'tickets',
  needs: [[['ticket.createdAt']]],
  items: (asked, stretch) => createdIn(asked, 'ticket', stretch).map(({ fact, at }) => placed(asked, fact, at)),
  formula: (items) => ({ value: items.length, numerator: null, denominator: null, n: items.length }),
});

interface Answer extends Item {
  readonly fact: Fact;
  readonly at: number;
  readonly score: number;
}

/** Whole scores on a scale that is known, which begins at 1, that of 10 at 0. */
const answersIn = (asked: Asked, kind: string, usual: number, scales: readonly number[], stretch: Stretch): Answer[] =>
  asked.people.counted('survey').flatMap((fact) => {
    const at = fact.instant('at');
    const said = fact.text('score');
    if (fact.said('kind') !== kind || !isIn(at, stretch) || said === null) return [];
    const score = Number(said);
    const scale = Number(fact.text('scaleMax') ?? usual);
    const fits = scales.includes(scale) && score % 1 === 0 && score <= scale && score >= (scale === 10 ? 0 : 1);
    return fits ? [{ ...placed(asked, fact, at), fact, at, score }] : [];
  });

export const nps = naive<Answer>({
  id: 'nps',
  needs: [[['survey[nps].score']]],
  items: (asked, stretch) => {
    const answers = answersIn(asked, 'nps', 10, [10], stretch);
    const person = ({ fact }: Answer): string => {
      const customer = asked.people.named(fact, 'customer', 'customer');
      return fact.text('respondent') ?? customer ?? `answer ${fact.ref}`;
    };
    return answers.filter(
      (one) =>
        !answers.some(
          (other) =>
            person(other) === person(one) &&
            (other.at > one.at || (other.at === one.at && other.fact.ref > one.fact.ref)),
        ),
    );
  },
  formula: (items) => {
    const promoters = items.filter(({ score }) => score >= 9).length;
    const detractors = items.filter(({ score }) => score <= 6).length;
    const told = share(promoters - detractors, items.length);
    return { ...told, value: told.value === null ? null : 100 * told.value };
  },
});

const satisfied: Readonly<Record<number, readonly number[]>> = { 5: [4, 5], 3: [3], 2: [2], 10: [7, 8, 9, 10] };

export const csat = naive<Answer>({
  id: 'csat',
  needs: [[['survey[csat].score']]],
  items: (asked, stretch) => answersIn(asked, 'csat', 5, [2, 3, 5, 10], stretch),
  formula: (items) => {
    const happy = items.filter(({ fact, score }) => satisfied[Number(fact.text('scaleMax') ?? 5)]?.includes(score));
    return share(happy.length, items.length);
  },
});
