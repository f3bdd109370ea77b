import type { Kpi } from './answers.ts';
import { type Api, path } from './api.ts';

/** The catalogue; with the KPIs that a workspace has of its own where one is named. */
export const kpisOf = (api: Api, workspace?: string): Promise<{ readonly kpis: readonly Kpi[] }> =>
  api.ask({ method: 'GET', path: workspace === undefined ? '/v1/kpis' : path`/v1/kpis?workspace=${workspace}` });
