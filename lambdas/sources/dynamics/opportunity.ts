import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { instant } from '../statement.ts';
import { tables } from './customer.ts';
import { closingOf, type Ending, endingOf, stageColumns } from './ending.ts';
import { instantOf, plainOf, type Row, referenceOf, startOf, textOf } from './row.ts';
import type { Table } from './telling.ts';

/** The lookups of the customer; `customerid` leads to an account or a contact. */
const customers = ['customerid', 'parentaccountid', 'parentcontactid', 'accountid', 'contactid'];

const stageOf = (row: Row, settings: SourceSettings): string | number | undefined =>
  stageColumns(settings).flatMap((column) => plainOf(row, column) ?? [])[0];

/** What was earned once it is won, else what is expected. */
const amountOf = (row: Row, { outcome }: Ending): string | number | null | undefined => {
  const expected = plainOf(row, 'estimatedvalue');
  return outcome === 'open' || outcome === 'lost' ? expected : (plainOf(row, 'actualvalue') ?? expected);
};

/** Dynamics names currencies by the id of a row; the label of that id may be the code. */
const currencyOf = (row: Row, { labels }: SourceSettings): string | undefined => {
  const id = textOf(row, 'transactioncurrencyid') ?? '';
  const label = [id, id.toUpperCase()].flatMap((name) =>
    Object.hasOwn(labels, name) ? [labels[name] as string] : [],
  )[0];
  return label !== undefined && /^[a-z]{3}$/i.test(label) ? label.toUpperCase() : undefined;
};

/** Why it was lost: of a deal that is lost by its stage, and goes on in Dynamics, the reason is another one's. */
const lostReasonOf = (row: Row, { outcome, by }: Ending): string | number | null | undefined => {
  if (outcome !== 'lost') return outcome && null;
  return by.includes('statecode') || by.includes('statuscode') ? plainOf(row, 'statuscode') : undefined;
};

/** An opportunity is a deal. */
export const opportunity: Table = {
  record: 'deal',
  tell: (row, settings) => {
    const ending = endingOf(row, settings);
    const { outcome, by } = ending;
    const { closedAt, besides = [] } = closingOf(row, ending, settings);
    const { [settings.customers]: table } = tables;
    return {
      said: {
        name: plainOf(row, 'name'),
        createdAt: instantOf(row, 'createdon'),
        pipeline: plainOf(row, 'processid') ?? undefined,
        stage: outcome === 'won' || outcome === 'lost' ? undefined : stageOf(row, settings),
        amount: amountOf(row, ending),
        currency: currencyOf(row, settings),
        owner: plainOf(row, 'ownerid'),
        campaign: plainOf(row, 'campaignid'),
        customer: referenceOf(row, table, ...customers),
        outcome,
        closedAt,
        lostReason: lostReasonOf(row, ending),
        expectedCloseAt: instant(startOf(row, 'estimatedclosedate', settings)) ?? plainOf(row, 'estimatedclosedate'),
      },
      from: {
        createdAt: ['createdon'],
        pipeline: ['processid'],
        stage: stageColumns(settings),
        amount: ['estimatedvalue', 'actualvalue'],
        currency: ['transactioncurrencyid'],
        owner: ['ownerid'],
        campaign: ['campaignid'],
        customer: customers,
        outcome: by,
        closedAt: [...by, 'actualclosedate'],
        lostReason: [...by, 'statuscode'],
        expectedCloseAt: ['estimatedclosedate'],
      },
      besides,
    };
  },
};
