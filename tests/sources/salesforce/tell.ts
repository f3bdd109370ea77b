import { longId } from '../../../lambdas/sources/salesforce/ids.ts';
import { salesforce } from '../../../lambdas/sources/salesforce/index.ts';
import type { Deal, StoryEvent, Teller } from '../story/events.ts';
import { event } from './event.ts';
import { message, organisation } from './soap.ts';

const token = 'kQ7mZ2vX9pL4tR8wN1bY6cD3';
const stages = { first: 'Prospecting', second: 'Proposal', third: 'Negotiation' };
const owners = { ana: '0057Q000003hXcAQAU', ben: '0057Q000003hXcBQAU', cleo: '0057Q000003hXcCQAU' };
const closing = { won: 'Closed Won', lost: 'Closed Lost' };
const forecast = '2026-12-31';

const instant = (at: number): string => new Date(at).toISOString();
const idOf = ({ number }: Deal): string => longId(`0067Q00000A1b${String(number).padStart(2, '0')}`);

/** An opportunity as an outbound message tells it, with the fields that the page says to tick. */
const messageOf = ({ at, deal }: StoryEvent): string =>
  message('Opportunity', {
    Id: idOf(deal),
    Name: `Deal ${deal.number}`,
    StageName: deal.outcome === 'open' ? stages[deal.stage] : closing[deal.outcome],
    IsClosed: String(deal.outcome !== 'open'),
    IsWon: String(deal.outcome === 'won'),
    Amount: `${deal.amount}.0`,
    OwnerId: owners[deal.owner],
    CloseDate: deal.closedAt === null ? forecast : instant(deal.closedAt).slice(0, 10),
    CreatedDate: instant(deal.createdAt),
    LastModifiedDate: instant(at),
    SystemModstamp: instant(at),
  });

/** Messages are sent of what is there: only change events tell of deletions. Opportunities cannot be merged, so that one goes. */
const bodyOf = (told: StoryEvent): string =>
  told.kind === 'deleted' || told.kind === 'merged'
    ? event({
        entityName: 'Opportunity',
        recordIds: [idOf(told.deal)],
        changeType: 'DELETE',
        commitTimestamp: told.at,
        commitNumber: told.at,
      })
    : messageOf(told);

export const teller: Teller = {
  source: salesforce,
  settings: { account: organisation },
  secret: token,
  stages,
  owners,
  tell: (events) => events.map((told) => Buffer.from(bodyOf(told))),
  send: (body) => ({
    body,
    headers: {
      'content-type': Buffer.from(body).toString().startsWith('<') ? 'text/xml; charset=utf-8' : 'application/json',
    },
    token,
  }),
};
