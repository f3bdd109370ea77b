import type { OwnKpi } from '../../workspaces/schema.ts';
import { fewestAnswers, fewestDeals, type Kpi, kpi, spread } from '../kpi.ts';
import { describedOwn } from './description.ts';
import { formulaOf } from './formulaOf.ts';
import { type Made, madeOf, termsOf } from './made.ts';
import { requirementsOf } from './requirements.ts';
import { sharedDimensions } from './shared.ts';
import type { Term } from './term.ts';

const floors: Readonly<Partial<Record<string, number>>> = {
  deal: fewestDeals,
  order: fewestDeals,
  survey: fewestAnswers,
};

/** The term that the number of cases is of: the denominator. What adds up says something of however few. */
const casesOf = (made: Made): Term | null => {
  if (made.form !== 'term') return made.form === 'ratio' ? made.below : null;
  return made.term.taken.kind === 'median' || made.term.taken.kind === 'duration' ? made.term : null;
};

const floorOf = (made: Made): number => floors[casesOf(made)?.type ?? ''] ?? 0;

/** Both sides have what they are broken down by; records of one type have. */
const brokenDownBy = (made: Made): { readonly onlyBy?: readonly string[] } =>
  made.form === 'term' || made.above.type === made.below.type
    ? {}
    : { onlyBy: sharedDimensions(made.above.type, made.below.type) };

/** A company's own KPI, declared as the built-in ones are. */
export const ownKpi = (own: OwnKpi): Kpi => {
  const made = madeOf(own);
  const computed = formulaOf(made);
  const isDuration = made.form === 'term' && made.term.taken.kind === 'duration';
  return kpi({
    ...describedOwn(own, made),
    requires: requirementsOf(termsOf(made)),
    computed,
    companions: isDuration ? spread(computed.over) : [],
    floor: floorOf(made),
    ...brokenDownBy(made),
  });
};
