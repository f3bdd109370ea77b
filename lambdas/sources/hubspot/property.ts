import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { memberOf } from '../json.ts';
import { startOfDay } from '../mapped.ts';
import { instant as inEpoch, type Problem, type Said } from '../statement.ts';

/** What one property of an object has become. */
export interface Property {
  /** Of the object whose property it is. */
  readonly id: string;
  readonly name: string;
  /** `null` where it was emptied. */
  readonly value: string | null;
  /** When, epoch milliseconds. */
  readonly at: number;
}

/** What a property says of a record. */
export interface Meaning {
  readonly set: Said;
  /** Places it among what is said of the same fields for the same millisecond. */
  readonly seq?: string;
}

export type Reader = (property: Property, settings: SourceSettings) => Meaning;

/** By the property's name in HubSpot. */
export type Readers = ReadonlyMap<string, Reader>;

export const nothing: Meaning = { set: {} };

const epoch = /^\d{11,13}$/;

/** Epoch milliseconds; `undefined` of anything else. */
export const epochIn = (value: string | number | boolean): number | undefined =>
  epoch.test(String(value)) ? Number(value) : undefined;

/**
 * An instant as properties hold it, unless in ISO 8601: epoch milliseconds, or a date, which is the beginning of the day in the
 * workspace's zone. `undefined` of anything else.
 */
const instantOf = (value: string, settings: SourceSettings): number | undefined =>
  epochIn(value) ?? startOfDay(value, settings);

/** A property that holds what a field does. */
export const field =
  (name: string): Reader =>
  ({ value }) => ({ set: { [name]: value } });

/** A property that holds an instant. */
export const instant =
  (name: string): Reader =>
  ({ value }, settings) => ({
    set: { [name]: value === null ? null : (inEpoch(instantOf(value, settings)) ?? value) },
  });

/** What HubSpot puts in the place of a value that it keeps to itself. */
const redacted = 'REDACTED';

/** The value of a `propertyChange`; `undefined` where HubSpot keeps it to itself. */
const readValue = (event: unknown): { readonly value: string | null | undefined } | { readonly problem: Problem } => {
  const value = memberOf(event, 'propertyValue');
  if (memberOf(event, 'isSensitive') === true || value === redacted) return { value: undefined };
  if (value === '' || value === null) return { value: null };
  return typeof value === 'string' ? { value } : { problem: { path: 'propertyValue', message: 'must be text' } };
};

/** The property that a `propertyChange` is about; `undefined` where HubSpot keeps its value to itself. */
export const propertyOf = (
  event: unknown,
  id: string,
  at: number,
): { readonly property: Property | undefined } | { readonly problem: Problem } => {
  const name = memberOf(event, 'propertyName');
  if (typeof name !== 'string' || name === '')
    return { problem: { path: 'propertyName', message: 'is missing: which property has changed' } };
  const read = readValue(event);
  if ('problem' in read) return read;
  return { property: read.value === undefined ? undefined : { id, name, value: read.value, at } };
};
