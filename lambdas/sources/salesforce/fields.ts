import { parseInstant } from '../../domain/records/instant.ts';
import { at, memberOf, millisecondsAt } from '../json.ts';
import type { Element } from './xml.ts';

/** `null` where Salesforce says that it is empty, `undefined` where it says nothing of it. */
export type Value = string | number | boolean | null | undefined;

/** What is told of a record, by a field's API name; dots lead into fields that have parts, `Name.FirstName`. */
export type Fields = (path: string) => Value;

const nils = new Set(['true', '1']);

/** Fields of an object in an outbound message: `xsi:nil` says that one is empty, and an empty element nothing. */
export const fieldsOfElement = (object: Element | undefined): Fields => {
  const values = new Map<string, Value>();
  for (const { name, attributes, children, text } of object?.children ?? []) {
    const value = nils.has(attributes.get('nil') ?? '') ? null : text || undefined;
    if (children.length === 0 && value !== undefined) values.set(name, value);
  }
  return (path) => values.get(path);
};

/** What Avro calls the types that a field of one value can have beside `null`. */
const types: ReadonlySet<string> = new Set(['string', 'double', 'float', 'long', 'int', 'boolean']);

/** A value, also where it is written with its type, as the JSON of Avro does: `{"string": "A"}`. */
const scalar = (value: unknown): Value => {
  if (typeof value === 'object' && value !== null) {
    const [[type, inner] = [], ...others] = Object.entries(value);
    return type !== undefined && types.has(type) && others.length === 0 && typeof inner !== 'object'
      ? scalar(inner)
      : undefined;
  }
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
};

/**
 * Fields of a change event. Some of the ways in which it comes hold every field of the record and `null` for those that
 * did not change, so that only `nulledFields` tells what is empty.
 */
export const fieldsOfPayload = (payload: unknown, nulled: readonly unknown[]): Fields => {
  const empty = new Set(nulled);
  return (path) =>
    empty.has(path) ? null : scalar(path.includes('.') ? at(payload, ...path.split('.')) : memberOf(payload, path));
};

export const textOf = (value: Value): string | null | undefined =>
  value === undefined || value === null ? value : String(value);

/** `undefined` of what is neither true nor false. */
export const flagOf = (value: Value): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
};

/** An instant in epoch milliseconds, from ISO 8601 or from what a relay makes of it, the milliseconds themselves. */
export const instantOf = (value: Value): number | undefined => {
  const milliseconds = millisecondsAt({ value }, 'value');
  if (milliseconds !== undefined) return milliseconds;
  const parsed = parseInstant(value);
  return 'value' in parsed ? parsed.value.at : undefined;
};

/** A date `YYYY-MM-DD` that exists. Where a relay has made an instant of it, the day is that of UTC. */
export const dateOf = (value: Value): string | undefined => {
  const milliseconds = millisecondsAt({ value }, 'value');
  const date =
    milliseconds === undefined ? String(value).slice(0, 10) : new Date(milliseconds).toISOString().slice(0, 10);
  const midnight = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(date) ? date : undefined;
};

/** A record's name: people have it in parts. Of a part alone the whole is not known where only changes are told. */
export const nameOf = (fields: Fields, isPartial: boolean): string | undefined => {
  const whole = fields('Name');
  if (typeof whole === 'string') return whole;
  const parts = ['FirstName', 'LastName'].map((part) => fields(part) ?? fields(`Name.${part}`));
  const told = parts.filter((part) => typeof part === 'string');
  return told.length === 0 || (isPartial && told.length < parts.length) ? undefined : told.join(' ');
};
