import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { instant } from '../statement.ts';
import type { Change } from './change.ts';
import { happenedAt } from './days.ts';
import { dateOf, flagOf, instantOf, textOf } from './fields.ts';
import { customerOf, instantIn, owned, type Sayer } from './saying.ts';

/** When it was seen to be qualified. An event that only repeats the status, an undeletion for example, is no move. */
const qualifiedAt = ({ fields, at, isRepeated }: Change, { stages }: SourceSettings): number | undefined => {
  const status = textOf(fields('Status'));
  return !isRepeated('Status') && status && stages?.qualified?.includes(status) ? at : undefined;
};

/** Since when it has a status of those that are lost; another one takes that back. */
const disqualifiedAt = ({ fields, at, editedAt = at, isRepeated }: Change, { stages }: SourceSettings) => {
  const status = textOf(fields('Status'));
  if (!status || stages?.lost === undefined) return undefined;
  if (!stages.lost.includes(status)) return null;
  return isRepeated('Status') ? undefined : instant(editedAt);
};

/** A converted Lead can hardly be changed any more, so that without the day the latest change is the conversion. */
const convertedAt = ({ fields, at, editedAt = at, isRepeated }: Change, timeZone: string): number | undefined => {
  const on = dateOf(fields('ConvertedDate'));
  const isConverted = flagOf(fields('IsConverted')) ?? on !== undefined;
  if (!isConverted) return undefined;
  if (on === undefined) return isRepeated('IsConverted') ? undefined : editedAt;
  return happenedAt({ on, at: undefined, editedAt, createdAt: instantOf(fields('CreatedDate')) }, timeZone);
};

/** A Lead is a lead; what it is converted into are a deal and a customer of their own. */
export const lead: Sayer = (change, settings) => {
  const { fields } = change;
  const qualified = qualifiedAt(change, settings);
  return {
    record: 'lead',
    set: {
      ...owned(change),
      createdAt: instantIn(fields, 'CreatedDate'),
      source: fields('LeadSource'),
      disqualifiedAt: disqualifiedAt(change, settings),
      convertedAt: instant(convertedAt(change, settings.timeZone)),
      deal: fields('ConvertedOpportunityId'),
      customer: customerOf(fields, settings, 'Converted'),
    },
    ...(qualified !== undefined && { first: { field: 'qualifiedAt', at: qualified } }),
  };
};
