import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { instant } from '../statement.ts';
import type { Change } from './change.ts';
import { happenedAt } from './days.ts';
import { dateOf, flagOf, instantOf, textOf } from './fields.ts';
import { customerOf, instantIn, owned, type Sayer } from './saying.ts';

/** When it was seen to be qualified. A change without the creation and without being one, an undeletion, is no move. */
const qualifiedAt = ({ fields, at, isNew }: Change, { stages }: SourceSettings): number | undefined => {
  const status = textOf(fields('Status'));
  const isMove = isNew || instantOf(fields('CreatedDate')) !== undefined;
  return isMove && status && stages?.qualified?.includes(status) ? at : undefined;
};

/** A converted Lead can hardly be changed any more, so that without the day the latest change is the conversion. */
const convertedAt = ({ fields, at, editedAt = at }: Change, timeZone: string): number | undefined => {
  const on = dateOf(fields('ConvertedDate'));
  const isConverted = flagOf(fields('IsConverted')) ?? on !== undefined;
  if (!isConverted) return undefined;
  if (on === undefined) return editedAt;
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
      convertedAt: instant(convertedAt(change, settings.timeZone)),
      deal: fields('ConvertedOpportunityId'),
      customer: customerOf(fields, settings, 'Converted'),
    },
    ...(qualified !== undefined && { first: { field: 'qualifiedAt', at: qualified } }),
  };
};
