import { type Mistake, pathName } from './mistakes.ts';
import { type Found, valuesAt } from './visit.ts';

/** Each value that an earlier one of the list repeats. */
const repeated = (found: readonly Found[], what: string): Mistake[] => {
  const first = new Map<unknown, Found>();
  return found.flatMap((one) => {
    const name = typeof one.value === 'string' ? one.value.toLowerCase() : one.value;
    const earlier = first.get(name);
    if (!earlier) {
      first.set(name, one);
      return [];
    }
    return [{ path: pathName(one.path), message: `${pathName(earlier.path)} is the same ${what}` }];
  });
};

const businessHours = (input: unknown): Mistake[] => {
  const [from] = valuesAt(input, 'businessHours.from');
  const [to] = valuesAt(input, 'businessHours.to');
  const mistakes: Mistake[] = [];
  if (typeof from?.value === 'string' && typeof to?.value === 'string' && from.value >= to.value)
    mistakes.push({ path: 'businessHours.to', message: `must be later than from, ${from.value}` });
  for (const { value } of valuesAt(input, 'businessHours.days'))
    if (Array.isArray(value) && value.length === 0)
      mistakes.push({ path: 'businessHours.days', message: 'name at least one day' });
  return mistakes;
};

const rates = (input: unknown): Mistake[] =>
  valuesAt(input, 'rates.*.*')
    .filter(({ value }) => (typeof value === 'number' || typeof value === 'string') && Number(value) <= 0)
    .map(({ path }) => ({ path: pathName(path), message: 'must be more than 0' }));

const emptyScopes = (input: unknown): Mistake[] =>
  valuesAt(input, 'recipients.*.scope')
    .filter(({ value }) => typeof value === 'object' && value !== null && Object.keys(value).length === 0)
    .map(({ path }) => ({ path: pathName(path), message: 'names no segment; leave it out for the whole workspace' }));

/** Mistakes that show only when two values are seen together, and numbers that make no sense. */
export const crossChecks = (input: unknown): Mistake[] => [
  ...repeated(valuesAt(input, 'sources.*.id'), 'id'),
  ...repeated(valuesAt(input, 'recipients.*.email'), 'address'),
  ...repeated(valuesAt(input, 'kpis.*.id'), 'id'),
  ...emptyScopes(input),
  ...businessHours(input),
  ...rates(input),
];
