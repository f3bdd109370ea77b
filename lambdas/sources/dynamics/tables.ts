import { appointment, email, phonecall } from './activity.ts';
import type { Context } from './context.ts';
import { account, contact } from './customer.ts';
import { incident } from './incident.ts';
import { lead } from './lead.ts';
import { opportunity } from './opportunity.ts';
import { surveyResponse } from './survey.ts';
import type { Table } from './telling.ts';
import { systemuser } from './user.ts';

/** The tables that are read, by their logical names. */
const tables: ReadonlyMap<string, Table> = new Map(
  Object.entries({
    account,
    appointment,
    contact,
    email,
    incident,
    lead,
    msfp_surveyresponse: surveyResponse,
    opportunity,
    phonecall,
    systemuser,
  }),
);

/** How the row of an operation is read; `undefined` where nothing of its table is. */
export const tableOf = ({ table }: Context): Table | undefined => tables.get(table);
