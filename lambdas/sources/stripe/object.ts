import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { at, memberOf, textAt } from '../json.ts';
import { mappedFields } from '../mapped.ts';
import { instant, type Said } from '../statement.ts';

/** What no field takes: it stands for a value that is there and is illegible, so that its field tells, and the rest counts. */
export const illegible = 'illegible';

/** The id at a member, whether it is the id itself or the object that it is of. */
export const idAt = (object: unknown, name: string): string | undefined =>
  textAt(object, name) ?? textAt(object, name, 'id');

/** The id at a member as a reference says it: `null` where the member is. */
export const referenceAt = (object: unknown, name: string): string | null | undefined =>
  memberOf(object, name) === null ? null : idAt(object, name);

/** Epoch seconds at a path, in milliseconds; `undefined` of anything else. */
export const secondsAt = (object: unknown, ...path: readonly string[]): number | undefined => {
  const digits = textAt(object, ...path);
  return digits !== undefined && /^[1-9]\d{0,10}$/.test(digits) ? Number(digits) * 1000 : undefined;
};

/** An instant at a path; `null` where there is none. */
export const instantAt = (object: unknown, ...path: readonly string[]): Date | typeof illegible | null | undefined => {
  const value = at(object, ...path);
  if (value === undefined || value === null) return value;
  const seconds = secondsAt(object, ...path);
  return instant(seconds) ?? illegible;
};

/** A whole number at a path; `undefined` where there is none. */
export const wholeAt = (object: unknown, ...path: readonly string[]): bigint | typeof illegible | undefined => {
  const value = at(object, ...path);
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : illegible;
};

/** In capitals, as ISO 4217 has them. */
export const currencyAt = (object: unknown): string | undefined => textAt(object, 'currency')?.toUpperCase();

type Scalar = string | number | boolean | null | undefined;

const scalar = (value: unknown): Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) ? (value as Scalar) : undefined;

/** What stands at `address.country`. */
const pathAt = (object: unknown, path: string): Scalar => scalar(at(object, ...path.split('.')));

/** An own field is a key of the metadata, all of which every event has: one that is missing was emptied. */
const ownField = (object: unknown, name: string): Scalar => {
  const metadata = memberOf(object, 'metadata');
  const path = name.startsWith('metadata.') ? name.slice('metadata.'.length) : name;
  const own = scalar(memberOf(metadata, path));
  if (own !== undefined) return own;
  const value = pathAt(object, name);
  const [first = ''] = name.split('.', 1);
  const isMetadata = path !== name || memberOf(object, first) === undefined;
  return value === undefined && isMetadata && typeof metadata === 'object' && metadata !== null ? null : value;
};

/** Epoch seconds in such a field, in milliseconds. */
const instantOf = (value: string | number | boolean): number | undefined => secondsAt({ value }, 'value');

/** The fields that the configuration fills from the metadata of an object, or from any other member of it. */
export const mapped = (record: RecordType, object: unknown, settings: SourceSettings): Said =>
  mappedFields(record, settings, (name) => ownField(object, name), instantOf);

/** What an object's record is called in other systems. */
export const aliases = (record: RecordType, object: unknown, settings: SourceSettings, email?: string): string[] =>
  aliasesOf(record, settings, (path) => textAt(object, ...path.split('.')), email);
