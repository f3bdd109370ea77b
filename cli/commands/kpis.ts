import { exitCodes } from '../failure.ts';
import type { Kpi } from '../http/answers.ts';
import { createApi } from '../http/api.ts';
import { table } from '../terminal/table.ts';
import type { CommandDefinition } from './command.ts';

export const kpis: CommandDefinition = {
  usage: 'kpis',
  summary: 'list the KPIs, what each means and which data it needs',
  help: `
Needs no key. The definition, the formula and the fields needed are in --json.

Examples:
  $ quarterdeck kpis
  $ quarterdeck kpis --json | jq '.kpis[] | {id, formula, needs}'`,
  run: async ({ context, printer }) => {
    const answer = await createApi(context.env, { open: true }).ask<{ kpis: Kpi[] }>({
      method: 'GET',
      path: '/v1/kpis',
    });
    printer.data(answer);
    const rows = answer.kpis.map(({ id, name, unit, better, audiences, definition }) => [
      id,
      name,
      unit,
      better === 'higher' ? '↑' : '↓',
      audiences.join(' '),
      definition,
    ]);
    const columns = ['id', 'name', 'unit', 'better', 'besides crm', 'definition'].map((title) => ({ title }));
    for (const line of table(columns, rows, printer.colours.dim)) printer.line(line);
    return exitCodes.ok;
  },
};
