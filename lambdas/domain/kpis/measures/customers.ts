import { isCustomerAt, untold } from '../customers.ts';
import { counting } from '../found.ts';
import { type Measure, snapshot } from '../measure.ts';
import type { Account } from '../subject.ts';

const known = snapshot<Account>({
  of: 'account',
  at: 'start',
  find: (account, start, _tools, { end }) =>
    isCustomerAt(account, start) ? counting(0, isCustomerAt(account, end) ? 'retained' : 'lost') : null,
});

/** Customers at the period's start: those `retained` at its end, those `lost`. What cannot be told of any is left out. */
export const customersAtStart: Measure<Account> = {
  ...known,
  observe: (account, tools, sink) => {
    for (const { ref, code } of untold(account)) sink.leaveOut(code, ref);
    known.observe(account, tools, sink);
  },
};
