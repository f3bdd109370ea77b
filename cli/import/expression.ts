import { suggestion } from '../nearest.ts';
import type { Path } from '../yaml/file.ts';
import { type Compiler, type Expression, type Form, nothing } from './compiler.ts';
import { column, lookup, read, table, value } from './oneCell.ts';
import { first, join, latest, plus, within } from './severalCells.ts';
import type { Kind } from './vocabulary.ts';

/** Each form is known by a name that the others lack; the first that fits is taken. */
const forms: readonly { readonly by: string; readonly names: readonly string[]; readonly form: Form }[] = [
  { by: 'value', names: ['value'], form: value },
  { by: 'latest', names: ['latest', 'else'], form: latest },
  { by: 'first', names: ['first', 'else'], form: first },
  { by: 'join', names: ['join', 'with'], form: join },
  { by: 'lookup', names: ['lookup', 'by', 'column', 'else'], form: lookup },
  { by: 'table', names: ['column', 'match', 'as', 'table', 'else'], form: table },
  { by: 'plus', names: ['column', 'plus'], form: plus },
  { by: 'within', names: ['column', 'within'], form: within },
  { by: 'column', names: ['column', 'match', 'as'], form: column },
];

const names = forms.map(({ by }) => by);

/** Compiles one value of the map: the name of a column, or one of the forms above. */
export const compile = (input: unknown, kind: Kind, path: Path, compiler: Compiler): Expression => {
  const { reader } = compiler;
  if (typeof input === 'string') return read(compiler.cell(input, path), kind, compiler);
  if (input === undefined || input === null) {
    reader.complain(path, input === null ? 'says nothing: name a column' : 'is required');
    return nothing;
  }
  const entry = reader.object(input, path);
  if (!entry) return nothing;
  const found = forms.find(({ by }) => Object.hasOwn(entry, by));
  if (!found) {
    const [name = ''] = Object.keys(entry);
    reader.complain(
      path,
      `must be the name of a column or one of ${names.map((by) => `{${by}: …}`).join(', ')}${
        name && suggestion(name, names)
      }`,
    );
    return nothing;
  }
  reader.object(entry, path, found.names);
  return found.form(entry, kind, path, compiler);
};
