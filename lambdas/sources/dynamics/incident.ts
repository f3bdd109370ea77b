import { tables } from './customer.ts';
import { instantOf, plainOf, type Row, referenceOf, textOf } from './row.ts';
import type { Table } from './telling.ts';

const customers = ['customerid', 'accountid', 'primarycontactid', 'contactid'];

interface Progress {
  readonly status?: 'open' | 'solved';
  readonly solvedAt?: Date | null | undefined;
}

/** What is cancelled is over and was never solved: it is not open, and has no instant of a solution. */
const progressOf = (row: Row): Progress => {
  switch (textOf(row, 'statecode')) {
    case '0':
      return { status: 'open', solvedAt: null };
    case '1':
      return { status: 'solved', solvedAt: row.isChanged('statecode') ? new Date(row.at) : undefined };
    case '2':
      return { status: 'solved', solvedAt: null };
    default:
      return {};
  }
};

/** An incident, which Dynamics shows as a case, is a ticket. */
export const incident: Table = {
  record: 'ticket',
  tell: (row, settings) => ({
    said: {
      createdAt: instantOf(row, 'createdon'),
      ...progressOf(row),
      owner: plainOf(row, 'ownerid'),
      priority: plainOf(row, 'prioritycode'),
      channel: plainOf(row, 'caseorigincode'),
      customer: referenceOf(row, tables[settings.customers], ...customers),
    },
    from: {
      createdAt: ['createdon'],
      status: ['statecode'],
      solvedAt: ['statecode'],
      owner: ['ownerid'],
      priority: ['prioritycode'],
      channel: ['caseorigincode'],
      customer: customers,
    },
  }),
};
