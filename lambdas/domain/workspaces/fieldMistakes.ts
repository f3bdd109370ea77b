import { unknownName } from '../records/suggest.ts';
import { fieldOf, fieldsOf, isRecordType } from '../records/vocabulary.ts';
import { type Mistake, pathName } from './mistakes.ts';
import { valuesAt } from './visit.ts';

/** Mistakes in the fields that sources fill from an account's own: those that no record of the type has. */
export const fieldMistakes = (input: unknown): Mistake[] =>
  valuesAt(input, 'sources.*.fields.*.*').flatMap(({ path }) => {
    const [record, name] = path.slice(-2).map(String) as [string, string];
    // A type that there is not is told by the schema.
    if (!isRecordType(record) || fieldOf(record, name)) return [];
    const known = [...Object.keys(fieldsOf(record)), 'custom.*'];
    return [{ path: pathName(path), message: unknownName(name, `a field of ${record}`, known) }];
  });
