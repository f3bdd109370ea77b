import { pathOf } from '../kpis/own/term.ts';
import { canonicalDecimal, compareDecimals } from '../records/decimal.ts';
import { unknownName } from '../records/suggest.ts';
import { type FieldType, fieldOf, fieldsOf, type RecordType } from '../records/vocabulary.ts';
import { type Mistake, pathName, valueAt } from './mistakes.ts';
import { type Found, valuesAt } from './visit.ts';

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** What is wrong with asking whether a field says a value, or `null`. */
const valueProblem = (type: FieldType, value: string | number | boolean): string | null => {
  if (value === '') return 'is nothing; whether nothing is said is asked with {known: false}';
  switch (type.kind) {
    case 'instant':
      return 'is asked of an instant, of which can be asked {known: true} or {known: false}';
    case 'choice':
      return type.of.includes(String(value)) ? null : unknownName(String(value), 'one of the choices', type.of);
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'decimal':
      return decimalOf(value) === undefined ? 'must be a number' : null;
    default:
      return null;
  }
};

const decimalOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? canonicalDecimal(value) : undefined;

/** The values that a condition names, by themselves, in a list, or after `not`. */
const valuesOf = ({ path, value }: Found): Found[] => {
  if (isPlain(value)) return [{ path, value }];
  if (Array.isArray(value)) return value.map((one: unknown, index) => ({ path: [...path, index], value: one }));
  const not = valueAt(value, ['not']);
  return not === undefined ? [] : valuesOf({ path: [...path, 'not'], value: not });
};

/** What asks for nothing: an empty list, or an empty condition. */
const emptyMistakes = ({ path, value }: Found): Mistake[] => {
  if (typeof value !== 'object' || value === null) return [];
  const not = valueAt(value, ['not']);
  if (Array.isArray(not) && not.length === 0)
    return [{ path: pathName([...path, 'not']), message: 'name at least one value' }];
  if (Object.keys(value).length > 0) return [];
  const message = Array.isArray(value) ? 'name at least one value' : 'give atLeast, atMost, not or known';
  return [{ path: pathName(path), message }];
};

const sizeMistakes = ({ path, value }: Found, { kind }: FieldType): Mistake[] => {
  const bounds = ['atLeast', 'atMost'].map((side) => ({ side, bound: valueAt(value, [side]) }));
  const mistakes = bounds.flatMap(({ side, bound }) => {
    if (typeof bound !== 'string' && typeof bound !== 'number') return [];
    const at = pathName([...path, side]);
    if (kind !== 'decimal')
      return [
        { path: at, message: `a size is asked of numbers, and this is ${kind === 'instant' ? 'an instant' : 'text'}` },
      ];
    return decimalOf(bound) === undefined ? [{ path: at, message: 'must be a number' }] : [];
  });
  const [low, high] = bounds.map(({ bound }) => decimalOf(bound));
  return mistakes.length === 0 && low !== undefined && high !== undefined && compareDecimals(low, high) > 0
    ? [{ path: pathName([...path, 'atLeast']), message: 'must not be more than atMost' }]
    : mistakes;
};

/** Mistakes in what a term asks of its records: fields that they do not have, and values that these cannot hold. */
export const conditionMistakes = (term: unknown, at: readonly PropertyKey[], type: RecordType): Mistake[] =>
  valuesAt(term, 'where.*').flatMap(({ path, value }) => {
    const found = { path: [...at, ...path], value };
    const name = String(path.at(-1));
    const field = fieldOf(type, name);
    if (!field)
      return [
        {
          path: pathName(found.path),
          message: unknownName(name, `a field of ${type}`, [
            ...Object.keys(fieldsOf(type)),
            `custom.${pathOf(name)[1] || '*'}`,
          ]),
        },
      ];
    const values = valuesOf(found).flatMap(({ path: of, value: one }) => {
      const message = isPlain(one) ? valueProblem(field.type, one) : null;
      return message === null ? [] : [{ path: pathName(of), message }];
    });
    return [...values, ...emptyMistakes(found), ...sizeMistakes(found, field.type)];
  });
