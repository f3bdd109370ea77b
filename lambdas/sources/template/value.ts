import { at } from '../json.ts';
import type { Said } from '../statement.ts';

/** What no field can hold, so that it is refused by the field's name rather than passed over. */
const illegible = Number.NaN;

/**
 * What stands at a path, as a field takes it: text, a number of any kind, yes or no. `undefined` where nothing is said, `null`
 * where it is said that there is nothing, which clears the field.
 */
export const valueAt = (input: unknown, ...path: readonly string[]): Exclude<Said[string], Date> => {
  const value = at(input, ...path);
  if (value === undefined) return undefined;
  if (value === null || value === '') return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : illegible;
};
