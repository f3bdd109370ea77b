import { listAt, memberOf, textAt } from '../json.ts';

/** What a field can be told: `NaN` is what cannot be, so that it is refused by name where somebody asks for it. */
export type Value = string | number | null;

const illegible = Number.NaN;
const milliseconds = /^\d{12,13}$/;
/** Names that stand for an object of ClickUp's: a task, an option, a priority, a status or a user. Tasks have all of them. */
const names = ['name', 'label', 'priority', 'status', 'id'];

/** Epoch milliseconds, in digits as ClickUp writes them; `undefined` of anything else. */
export const epochOf = (value: unknown): number | undefined => {
  const isScalar = typeof value === 'string' || typeof value === 'number';
  return isScalar && milliseconds.test(String(value)) ? Number(value) : undefined;
};

/** An id: text, or a number that has lost no digits; `undefined` where there is none. */
export const idAt = (input: unknown, name: string): Value | undefined => {
  const id = memberOf(input, name);
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : illegible;
  return typeof id === 'string' && id !== '' ? id : undefined;
};

/** Text, a number, yes and no, what an object is called, or several of these. */
export const plainOf = (value: unknown): Value => {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return names.flatMap((name) => idAt(value, name) ?? [])[0] ?? illegible;
  const all = value.map((one) => (Array.isArray(one) ? illegible : plainOf(one)));
  if (all.some((one) => Number.isNaN(one))) return illegible;
  return all.length === 0 ? null : all.join(', ');
};

/** What a field that refers to a record is told: the id of the one thing there is, where it is an object. */
const referenceOf = (value: unknown): Value => {
  const [first, ...others] = Array.isArray(value) ? value : [value];
  if (others.length > 0 || Array.isArray(first)) return illegible;
  return idAt(first, 'id') ?? plainOf(first ?? null);
};

type Options = ReadonlyMap<unknown, string>;

/** The names of a field's options by their ids, and by their places, as tasks have them. */
const optionsOf = (field: unknown): Options =>
  new Map(
    listAt(field, 'type_config', 'options').flatMap((option): [unknown, string][] => {
      const name = textAt(option, 'name') ?? textAt(option, 'label');
      return name === undefined ? [] : ['orderindex', 'id'].map((key) => [memberOf(option, key), name]);
    }),
  );

/** The name of an option; what is no option that is told stays as it is. */
const chosen = (options: Options, value: unknown): Value => {
  const name = value === null ? undefined : options.get(value);
  return name === undefined ? plainOf(value) : name;
};

/** Names of options in ascending order: of labels the order means nothing. */
const labelled = (options: Options, value: unknown): Value => {
  const all = (Array.isArray(value) ? value : [value]).map((one) => chosen(options, one));
  if (all.some((one) => Number.isNaN(one))) return illegible;
  const labels = all.filter((one) => one !== null).map(String);
  return labels.length === 0 ? null : labels.sort().join(', ');
};

/** A date, for a field of text. */
const isoOf = (value: unknown): string | undefined => {
  const instant = epochOf(value);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

/** A value of a custom field, by the field's type; `refers` where it is to be the id of a record. */
export const customValue = (field: unknown, value: unknown, refers: boolean): Value => {
  switch (memberOf(field, 'type')) {
    case 'drop_down':
      return chosen(optionsOf(field), value);
    case 'labels':
      return labelled(optionsOf(field), value);
    case 'date':
      return isoOf(value) ?? plainOf(value);
    default:
      return refers ? referenceOf(value) : plainOf(value);
  }
};

/** The code of the currency of a field for money, in upper case. */
export const currencyOf = (field: unknown): string | undefined => {
  const code =
    memberOf(field, 'type') === 'currency' ? textAt(memberOf(field, 'type_config'), 'currency_type') : undefined;
  return code !== undefined && /^[a-z]{3}$/i.test(code) ? code.toUpperCase() : undefined;
};
