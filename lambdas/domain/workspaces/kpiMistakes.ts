import { isShare, type Made, madeOf, unitOfMade } from '../kpis/own/made.ts';
import { unitOfTerm } from '../kpis/own/term.ts';
import { type Mistake, pathName, valueAt } from './mistakes.ts';
import { kpiSchema, type OwnKpi } from './schema.ts';
import type { Measured } from './targetMistakes.ts';
import { termMistakes, verbs } from './termMistakes.ts';
import { type Found, valuesAt } from './visit.ts';

const forms = { ratio: ['numerator', 'denominator'], difference: ['of', 'less'] } as const;
const forming = ['ratio', 'difference'] as const;

const given = <Name extends string>(value: unknown, names: readonly Name[]): Name[] =>
  names.filter((name) => valueAt(value, [name]) !== undefined);

/** One of several, and no other beside it. */
const oneOf = ({ path, value }: Found, names: readonly string[]): Mistake[] => {
  const [first, ...others] = given(value, names);
  if (first === undefined) return [{ path: pathName(path), message: `give one of ${names.join(', ')}` }];
  return others.map((name) => ({
    path: pathName([...path, name]),
    message: `stands beside ${first}; give one of them`,
  }));
};

const isMapping = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is no mapping, the schema tells. */
const ofTerm = ({ path, value }: Found): Mistake[] =>
  isMapping(value)
    ? [...oneOf({ path, value }, verbs), ...given(value, verbs).flatMap((verb) => termMistakes(value, path, verb))]
    : [];

/** What belongs to a term and stands beside two of them. */
const misplaced = ({ path, value }: Found): Mistake[] =>
  (given(value, verbs).length > 0 ? [] : given(value, forming)).flatMap((form) =>
    given(value, ['by', 'where']).map((name) => ({
      path: pathName([...path, name]),
      message: `belongs to each term of the ${form}: ${forms[form].join(' and ')}`,
    })),
  );

const ofKpi = (kpi: Found): Mistake[] => {
  const { path, value } = kpi;
  if (!isMapping(value)) return [];
  const sides = forming.flatMap((form) =>
    forms[form].flatMap((side) =>
      valuesAt(value, `${form}.${side}`).map((found) => ({ ...found, path: [...path, ...found.path] })),
    ),
  );
  return [
    ...oneOf(kpi, [...verbs, ...forming]),
    ...given(value, verbs).flatMap((verb) => termMistakes(value, path, verb)),
    ...sides.flatMap(ofTerm),
    ...misplaced(kpi),
  ];
};

const togetherProblem = (made: Made): Mistake | null => {
  if (made.form === 'term' || unitOfMade(made) !== null) return null;
  const [above, below] = [unitOfTerm(made.above), unitOfTerm(made.below)];
  return made.form === 'ratio'
    ? { path: 'ratio', message: `divides ${above} by ${below}; take two of one unit, or money or a score by a count` }
    : { path: 'difference', message: `takes ${below} from ${above}; take two of one unit` };
};

/** Own KPIs of which each by itself is right, as far as they are. */
const readable = (input: unknown): { readonly path: Found['path']; readonly kpi: OwnKpi; readonly made: Made }[] =>
  valuesAt(input, 'kpis.*').flatMap((found) => {
    const parsed = kpiSchema.safeParse(found.value);
    return parsed.success && ofKpi(found).length === 0
      ? [{ path: found.path, kpi: parsed.data, made: madeOf(parsed.data) }]
      : [];
  });

/** The units of a company's own KPIs, of those that have no mistake. */
export const ownUnits = (input: unknown): [id: string, Measured][] =>
  readable(input).flatMap(({ kpi: { id }, made }) => {
    const unit = unitOfMade(made);
    return unit === null ? [] : [[id, { unit, ...(!isShare(made) && { toldAs: 'number' }) }]];
  });

/** Without a name in English or in the workspace's language some readers would be told an id. */
const nameless = (input: unknown): Mistake[] => {
  const said = valueAt(input, ['locale']);
  const locale = typeof said === 'string' ? said : 'en';
  const wanted = ['en', locale, locale.split('-')[0] ?? 'en'];
  return valuesAt(input, 'kpis.*.name').flatMap(({ path, value }) =>
    !isMapping(value) || given(value, wanted).length > 0
      ? []
      : [{ path: pathName(path), message: `needs a name in English or the workspace's language: {${locale}: …}` }],
  );
};

/** Mistakes in a company's own KPIs that a schema cannot see. */
export const kpiMistakes = (input: unknown): Mistake[] =>
  Array.isArray(valueAt(input, ['kpis']))
    ? [
        ...nameless(input),
        ...valuesAt(input, 'kpis.*').flatMap(ofKpi),
        ...readable(input).flatMap(({ path, made }) => {
          const problem = togetherProblem(made);
          return problem === null ? [] : [{ ...problem, path: pathName([...path, problem.path]) }];
        }),
      ]
    : [];
