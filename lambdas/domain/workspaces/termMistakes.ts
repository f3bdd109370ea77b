import { countable, instantsOf, namesOf, onlyInstantOf, quantitiesOf } from '../kpis/own/offered.ts';
import { pathOf } from '../kpis/own/term.ts';
import { unknownName } from '../records/suggest.ts';
import { fieldOf, isCustom, isRecordType, type RecordType } from '../records/vocabulary.ts';
import { conditionMistakes } from './conditionMistakes.ts';
import { type Mistake, pathName, valueAt } from './mistakes.ts';

type Path = readonly PropertyKey[];

export const verbs = ['count', 'sum', 'median', 'distinct'] as const;

const mistake = (path: Path, message: string): Mistake => ({ path: pathName(path), message });

const uncountable: Readonly<Record<string, string>> = {
  activity: 'activity cannot be counted: of activities only who was present when is kept; engagementRate tells of it',
  product: 'product cannot be counted: nothing says when a product was anything; count deals or orders by product',
};

const typeProblem = (name: string): string | null =>
  countable.some((type) => type === name) ? null : (uncountable[name] ?? unknownName(name, 'a record type', countable));

/** Fields that a verb takes, and what they are. */
const taken = {
  sum: { what: 'number', fields: quantitiesOf },
  median: { what: 'number', fields: quantitiesOf },
  distinct: { what: 'text or reference', fields: namesOf },
} as const;

const fieldProblem = (verb: keyof typeof taken, text: string): string | null => {
  const [type, field] = pathOf(text);
  const problem = typeProblem(type);
  if (problem !== null || !isRecordType(type)) return problem;
  const { what, fields } = taken[verb];
  const known = fields(type);
  if (known.includes(field) || (verb === 'distinct' && isCustom(field))) return null;
  if (known.length === 0) return `${type} has no ${what} to take`;
  if (field === '') return `names no field; write it as "${type}.${known[0]}"`;
  return fieldOf(type, field)
    ? `"${field}" is no ${what} that can be taken here; there are ${known.join(', ')}`
    : unknownName(field, `a ${what} of ${type}`, known);
};

const instantProblem = (type: RecordType, name: string): string | null =>
  instantsOf(type).includes(name) ? null : unknownName(name, `an instant of ${type}`, instantsOf(type));

/** The record type that a term is over, as far as that can be told. */
const typeOf = (term: unknown, verb: (typeof verbs)[number]): RecordType | null => {
  const value =
    verb === 'median' ? (valueAt(term, ['median', 'of']) ?? valueAt(term, ['median'])) : valueAt(term, [verb]);
  const [type] = typeof value === 'string' ? pathOf(value) : [''];
  return isRecordType(type) && typeProblem(type) === null ? type : null;
};

const verbMistakes = (term: unknown, path: Path, verb: (typeof verbs)[number]): Mistake[] => {
  const value = valueAt(term, [verb]);
  if (typeof value === 'string') {
    const problem = verb === 'count' ? typeProblem(value) : fieldProblem(verb, value);
    return problem === null ? [] : [mistake([...path, verb], problem)];
  }
  const of = valueAt(value, ['of']);
  if (verb !== 'median' || typeof of !== 'string') return [];
  const problem = typeProblem(of);
  if (problem !== null || !isRecordType(of)) return [mistake([...path, 'median', 'of'], problem ?? '')];
  return ['from', 'to'].flatMap((side) => {
    const name = valueAt(value, [side]);
    const wrong = typeof name === 'string' ? instantProblem(of, name) : null;
    return wrong === null ? [] : [mistake([...path, 'median', side], wrong)];
  });
};

const byMistakes = (term: unknown, path: Path, type: RecordType): Mistake[] => {
  const by = valueAt(term, ['by']);
  if (typeof by === 'string') {
    const problem = instantProblem(type, by);
    return problem === null ? [] : [mistake([...path, 'by'], problem)];
  }
  const isDuration = typeof valueAt(term, ['median']) === 'object';
  if (by !== undefined || isDuration || onlyInstantOf(type) !== undefined) return [];
  return [mistake([...path, 'by'], `is required: what puts it into a period, one of ${instantsOf(type).join(', ')}`)];
};

/** Mistakes in a term that has one verb: names that there are not, and what of a record cannot be taken or asked. */
export const termMistakes = (term: unknown, path: Path, verb: (typeof verbs)[number]): Mistake[] => {
  const type = typeOf(term, verb);
  const told = verbMistakes(term, path, verb);
  return type === null ? told : [...told, ...byMistakes(term, path, type), ...conditionMistakes(term, path, type)];
};
