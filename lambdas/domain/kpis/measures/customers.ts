import { isCustomerAt } from '../customers.ts';
import { snapshot } from '../measure.ts';
import type { Account } from '../subject.ts';

export const customersAtStart = snapshot<Account>({
  id: 'customers.atStart',
  of: 'account',
  at: 'start',
  find: (account, start) => (isCustomerAt(account, start) ? {} : null),
});

export const customersRetained = snapshot<Account>({
  id: 'customers.retained',
  of: 'account',
  at: 'start',
  find: (account, start, _tools, { end }) => (isCustomerAt(account, start) && isCustomerAt(account, end) ? {} : null),
});

export const customersLost = snapshot<Account>({
  id: 'customers.lost',
  of: 'account',
  at: 'start',
  find: (account, start, _tools, { end }) => (isCustomerAt(account, start) && !isCustomerAt(account, end) ? {} : null),
});
