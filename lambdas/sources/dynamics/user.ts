import { instantOf, plainOf, type Row, textOf } from './row.ts';
import type { Table } from './telling.ts';

/** Until when a user has a seat: told by the change alone, and taken back when the user is enabled again. */
const activeUntil = (row: Row): Date | null | undefined => {
  const isDisabled = textOf(row, 'isdisabled');
  if (isDisabled !== 'true') return isDisabled === undefined ? undefined : null;
  return row.isChanged('isdisabled') ? new Date(row.at) : undefined;
};

export const systemuser: Table = {
  record: 'user',
  tell: (row) => ({
    said: {
      name: plainOf(row, 'fullname'),
      email: plainOf(row, 'internalemailaddress'),
      activeFrom: instantOf(row, 'createdon'),
      activeUntil: activeUntil(row),
    },
    from: {
      name: ['fullname'],
      email: ['internalemailaddress'],
      activeFrom: ['createdon'],
      activeUntil: ['isdisabled'],
    },
  }),
};
