import { describe, expect, it } from 'vitest';
import { describeExample, pageOf } from '../page.ts';
import { accountId, at, choice, date, dealId, lookup, money, update } from './context.ts';
import { fixture } from './fixture.ts';
import { factsIn } from './records.ts';

const page = pageOf('dynamics');

/** What a column may hold, as far as it is not a choice. */
const values: Readonly<Record<string, unknown>> = {
  name: 'A',
  fullname: 'A',
  isdisabled: true,
  stepname: '2-Develop',
  estimatedvalue: money(1),
  actualvalue: money(1),
  actualclosedate: date(at(0)),
  msfp_npsscore: 9,
  msfp_submitdate: date(at(0)),
  estimatedclosedate: date(at(0)),
};

const exampleOf = (column: string, table: string): unknown => {
  if (column === 'masterid') return lookup(table, accountId);
  return values[column] ?? (column.endsWith('id') ? lookup('account', accountId) : choice(0));
};

describe('the page of Dynamics', () => {
  describeExample(fixture, [
    { target: '/hooks/acme/dynamics?code=THE-TOKEN' },
    { target: '/hooks/acme/dynamics?token=THE-TOKEN' },
    { target: '/hooks/acme/dynamics', headers: { 'x-quarterdeck-token': fixture.secrets[0] } },
  ]);

  it('has no column to register in vain, but for those that others are read with', () => {
    const rows = [
      ...page.matchAll(
        /^ +\| (opportunity|lead|incident|account|msfp_surveyresponse|systemuser) +\|[^|]*\|([^|]*)\|$/gm,
      ),
    ];
    expect(rows).toHaveLength(6);
    const silent = rows.flatMap(([, table = '', columns = '']) =>
      [...columns.matchAll(/`(\w+)`/g)].flatMap(([, column = '']) =>
        Object.keys(factsIn([update(5, { [column]: exampleOf(column, table) }, { table, id: dealId })])).length > 0
          ? []
          : [`${table}.${column}`],
      ),
    );
    expect(silent).toEqual([
      'opportunity.statuscode',
      'opportunity.transactioncurrencyid',
      'opportunity.actualclosedate',
      'lead.statuscode',
    ]);
  });
});
