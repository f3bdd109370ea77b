import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../../lambdas/flow/builtIn.ts';
import { dynamics } from '../../../lambdas/sources/dynamics/index.ts';
import { accountId, at, choice, date, dealId, lookup, money, update } from './context.ts';
import { factsIn } from './records.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sources/dynamics.md'), 'utf8');

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
  it('has an example that is taken as it stands, once its secret is filled in', () => {
    const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
    const filled = example.replace(/\$\{\w+\}/, 'hB7tW2mQ9xL4vD1nR6sK3yF8');
    const workspace = { workspace: 'acme', timeZone: 'Europe/Lisbon', currency: 'EUR', ...parse(filled) };
    const known = {
      ...builtIn,
      systems: ['dynamics'],
      secretProblem: (_: string, secret: string) => dynamics.secretProblem(secret),
    };
    expect(validateConfiguration(workspace, known)).toMatchObject({ configuration: {}, warnings: [] });
  });

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
