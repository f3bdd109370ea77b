import { instant } from '../statement.ts';
import type { Change } from './change.ts';
import { endOf, startOf } from './days.ts';
import { flagOf, nameOf } from './fields.ts';
import { instantIn, type Sayer } from './saying.ts';

const activeUntil = ({ fields, at, editedAt = at, isRepeated }: Change): Date | null | undefined => {
  const isActive = flagOf(fields('IsActive'));
  if (isActive === true) return null;
  return isActive === undefined || isRepeated('IsActive') ? undefined : instant(editedAt);
};

/** A User is a seat from its creation on, until a change says that it is not active. */
export const user: Sayer = (change) => {
  const { fields, isPartial } = change;
  return {
    record: 'user',
    set: {
      name: nameOf(fields, isPartial),
      email: fields('Email'),
      activeFrom: instantIn(fields, 'CreatedDate'),
      activeUntil: activeUntil(change),
    },
  };
};

/** A Campaign ends when its last day does. */
export const campaign: Sayer = ({ fields }, { timeZone }) => ({
  record: 'campaign',
  set: {
    name: fields('Name'),
    startedAt: startOf(fields('StartDate'), timeZone),
    endedAt: endOf(fields('EndDate'), timeZone),
  },
});

export const product: Sayer = ({ fields }) => ({ record: 'product', set: { name: fields('Name') } });
