import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { instant, type Said } from '../statement.ts';
import type { Change } from './change.ts';
import { type Fields, instantOf, nameOf, textOf, type Value } from './fields.ts';

/** What a change says of one record. */
export interface Saying {
  readonly record: RecordType;
  readonly set: Said;
  /** What it says for another instant than its own. */
  readonly earlier?: readonly { readonly at: number; readonly set: Said }[];
  /** An instant of which the first stands. */
  readonly first?: { readonly field: string; readonly at: number };
  /** Of a customer. */
  readonly email?: Value;
  /** What it cannot say, and why. */
  readonly problem?: { readonly path: string; readonly message: string };
}

/** How changes of an object are said; `undefined` where they are of no record. */
export type Sayer = (change: Change, settings: SourceSettings) => Saying | undefined;

/** What is no instant is left as it is, to be refused by its place. */
export const instantIn = (fields: Fields, name: string): Date | Value =>
  instant(instantOf(fields(name))) ?? fields(name);

/** Queues own records as people do: then nobody does. */
const ownerOf = (fields: Fields): string | null | undefined => {
  const owner = textOf(fields('OwnerId'));
  return owner?.startsWith('00G') ? null : owner;
};

/** What every object that somebody owns has. */
export const owned = ({ fields, isPartial }: Change): Said => ({
  name: nameOf(fields, isPartial),
  owner: ownerOf(fields),
});

/** The field of other objects that leads to the customer. */
export const customerOf = (fields: Fields, { customers }: SourceSettings, prefix = ''): Value =>
  fields(`${prefix}${customers === 'person' ? 'ContactId' : 'AccountId'}`);
