import { kpi } from './answers.ts';
import { type Routes, startApi } from './api.ts';
import { quarterdeck } from './cli.ts';
import { folderWith } from './files.ts';

export const compute = 'POST /v1/workspaces/acme/reviews';
const catalogue = { 'GET /v1/kpis': () => ({ body: { kpis: [kpi] } }) };

/** Runs `quarterdeck review acme …` against an API of these routes, in a folder of its own. */
export const reviewing = async (
  args: readonly string[],
  routes: Routes,
  options: Partial<Parameters<typeof quarterdeck>[1]> = {},
) => {
  const api = await startApi({ ...catalogue, ...routes });
  const directory = await folderWith();
  const ran = await quarterdeck(['review', 'acme', ...args], { directory, env: api.env, ...options });
  return { ...ran, directory, asked: api.asked };
};
