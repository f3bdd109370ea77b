import { dynamics } from '../../../lambdas/sources/dynamics/index.ts';
import type { Deal, StoryEvent, Teller } from '../story/events.ts';
import {
  type Columns,
  choice,
  date,
  entity,
  lookup,
  money,
  type Operation,
  operation,
  organization,
} from './context.ts';

const token = 'vD1nR6sK3yF8hB7tW2mQ9xL4';
const currency = '3d70b2e8-91f6-4c05-a8bd-62e4f19c7a30';

const stages = {
  first: '0c4e9d71-3b86-4f2a-95d0-e17a8b63c201',
  second: '1d5fae82-4c97-403b-a6e1-f28b9c74d302',
  third: '2e60bf93-5da8-414c-b7f2-039cad85e403',
};
const owners = {
  ana: '81a3c5e7-0b1d-4f2e-8a6c-9d0e1f2a3b41',
  ben: '92b4d6f8-1c2e-4035-9b7d-ae1f203b4c52',
  cleo: 'a3c5e709-2d3f-4146-8c8e-bf20314c5d63',
};
const states = { open: 0, won: 1, lost: 2 };
const day = 24 * 60 * 60 * 1000;

const idOf = (number: number): string => `5f0e1d2c-3b4a-4c5d-8e6f-${String(number).padStart(12, '0')}`;

/** What the columns of a deal hold. */
const columnsOf = ({ number, createdAt, stage, outcome, owner, amount, closedAt }: Deal): Columns => ({
  name: `Deal ${number}`,
  createdon: date(createdAt),
  stageid: stages[stage],
  statecode: choice(states[outcome]),
  estimatedvalue: money(amount),
  actualvalue: outcome === 'won' ? money(amount) : null,
  // A column for days: midnight in UTC.
  actualclosedate: closedAt === null ? null : date(Math.floor(closedAt / day) * day),
  ownerid: lookup('systemuser', owners[owner]),
  transactioncurrencyid: lookup('transactioncurrency', currency),
});

/** Only what the operation writes. */
const changesOf = ({ at, deal, before }: StoryEvent): Columns => {
  const former: Columns = before ? columnsOf(before) : {};
  const changed = Object.entries(columnsOf(deal)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(former[name]),
  );
  return { ...Object.fromEntries(changed), modifiedon: date(at) };
};

const closing = ({ at, deal }: StoryEvent): Operation => ({
  message: deal.outcome === 'won' ? 'Win' : 'Lose',
  parameters: {
    OpportunityClose: entity('opportunityclose', {
      opportunityid: lookup('opportunity', idOf(deal.number)),
      actualrevenue: money(deal.amount),
      actualend: date(Math.floor(at / day) * day),
    }),
    Status: choice(deal.outcome === 'won' ? 3 : 4),
  },
});

const bodyOf = (event: StoryEvent): string => {
  const { at, kind, deal, before } = event;
  const about = { id: idOf(deal.number), at };
  // Opportunities cannot be merged, so that one goes.
  if (kind === 'deleted' || kind === 'merged')
    return operation({ ...about, message: 'Delete', parameters: { Target: lookup('opportunity', about.id) } });
  // Every other closing comes as a message of its own, and some operations with images of the row.
  if (kind === 'closed' && deal.number % 2 === 0) return operation({ ...about, ...closing(event) });
  const images = deal.number % 3 === 0 && {
    post: { ...columnsOf(deal), modifiedon: date(at) },
    ...(before && { pre: columnsOf(before) }),
  };
  const message = kind === 'created' ? 'Create' : 'Update';
  return operation({ ...about, message, target: changesOf(event), ...images });
};

export const teller: Teller = {
  source: dynamics,
  settings: { account: organization, labels: { [currency]: 'EUR' } },
  secret: token,
  stages,
  owners,
  tell: (events) => events.map((event) => Buffer.from(bodyOf(event))),
  send: (body) => ({ body, headers: { 'content-type': 'application/json; charset=utf-8' }, token }),
};
