import { exitCodes } from '../failure.ts';
import { createApi } from '../http/api.ts';
import { kpisOf } from '../http/kpis.ts';
import type { CommandDefinition } from './command.ts';

export const kpis: CommandDefinition = {
  name: 'kpis',
  takes: [['[workspace]', 'whose own KPIs are listed, too']],
  summary: 'list the KPIs, what each means and which data it needs',
  help: `
An arrow up: more is better; down: less is. The formula, the fields that each
needs and the source of its definition are in --json. It needs no key, except
for the KPIs that a workspace has of its own.

Examples:
  $ quarterdeck kpis
  $ quarterdeck kpis acme
  $ quarterdeck kpis --json | jq '.kpis[] | {id, formula, needs}'

Next: set a target for one, in workspace.yaml, and apply it.
  targets:
    winRate: {monthly: {atLeast: 0.30}}`,
  run: async ({ context, printer, args: [workspace] }) => {
    const answer = await kpisOf(createApi(context, { open: workspace === undefined }), workspace);
    printer.data(answer);
    const rows = answer.kpis.map(({ id, name, unit, better }) => [
      id,
      { text: name, style: printer.colours.bold },
      unit,
      better === 'higher' ? '↑' : '↓',
    ]);
    const columns = ['id', 'name', 'unit', 'better'].map((title) => ({ title }));
    const notes = answer.kpis.map(({ definition, audiences }) => {
      // The role crm gets every KPI.
      const roles = ['crm', ...audiences.filter((role) => role !== 'crm')];
      return { text: `${definition} For ${roles.join(', ')}.`, style: printer.colours.dim };
    });
    printer.table(columns, rows, notes);
    return exitCodes.ok;
  },
};
