import { plainOf } from './row.ts';
import type { Table } from './telling.ts';

/** The table of the customers, by the source's `customers`. */
export const tables = { company: 'account', person: 'contact' } as const;

/** An account is a customer where companies are. */
export const account: Table = {
  record: 'customer',
  tell: (row, { customers }) =>
    customers === 'company'
      ? {
          said: { name: plainOf(row, 'name'), owner: plainOf(row, 'ownerid'), industry: plainOf(row, 'industrycode') },
          from: { owner: ['ownerid'], industry: ['industrycode'] },
        }
      : undefined,
};

/** A contact is a customer where persons are. */
export const contact: Table = {
  record: 'customer',
  tell: (row, { customers }) => {
    if (customers !== 'person') return undefined;
    const email = plainOf(row, 'emailaddress1');
    return {
      said: { name: plainOf(row, 'fullname'), owner: plainOf(row, 'ownerid') },
      from: { name: ['fullname'], owner: ['ownerid'] },
      email: typeof email === 'string' ? email : undefined,
    };
  },
};
