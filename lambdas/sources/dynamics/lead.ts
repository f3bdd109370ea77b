import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { firstTime } from '../first.ts';
import { tables } from './customer.ts';
import { instantOf, plainOf, type Row, referenceOf, textOf } from './row.ts';
import type { Table } from './telling.ts';

const qualified = '1';
const disqualified = '2';

const customers = ['customerid', 'parentaccountid', 'parentcontactid'];
const stageColumns = ['statuscode', 'stageid', 'salesstage'];

/** Whether it qualifies by this change, or is seen in what the configuration takes for qualified. */
const isQualified = (row: Row, { stages }: SourceSettings): boolean => {
  if (textOf(row, 'statecode') === qualified) return row.isChanged('statecode');
  const told = stageColumns.map((column) => textOf(row, column)?.toLowerCase());
  return stages?.qualified?.some((name) => told.includes(name.toLowerCase())) ?? false;
};

/** When a lead came into a closing state: told by the change alone, and taken back by another state. */
const since = (row: Row, state: string): Date | null | undefined => {
  const told = textOf(row, 'statecode');
  if (told !== state) return told === undefined ? undefined : null;
  return row.isChanged('statecode') ? new Date(row.at) : undefined;
};

/**
 * A lead. To qualify it is what makes it an account, a contact and an opportunity in Dynamics, and closes it: it is then
 * both qualified and converted. `stages.qualified` may name earlier reasons of the state, or stages, for the former.
 */
export const lead: Table = {
  record: 'lead',
  tell: (row, settings) => ({
    said: {
      name: plainOf(row, 'fullname') ?? plainOf(row, 'subject'),
      createdAt: instantOf(row, 'createdon'),
      owner: plainOf(row, 'ownerid'),
      source: plainOf(row, 'leadsourcecode'),
      campaign: plainOf(row, 'campaignid'),
      convertedAt: since(row, qualified),
      disqualifiedAt: since(row, disqualified),
      customer: referenceOf(row, tables[settings.customers], ...customers),
      deal: plainOf(row, 'qualifyingopportunityid'),
    },
    from: {
      name: ['fullname', 'subject'],
      createdAt: ['createdon'],
      owner: ['ownerid'],
      source: ['leadsourcecode'],
      campaign: ['campaignid'],
      convertedAt: ['statecode'],
      disqualifiedAt: ['statecode'],
      customer: customers,
      deal: ['qualifyingopportunityid'],
    },
    besides: isQualified(row, settings) ? [firstTime('lead', row.id, 'qualifiedAt', row.at)] : [],
  }),
};
