import { type Context, Hono } from 'hono';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import type { KpiDescription } from '../domain/kpis/kpi.ts';
import { type Configuration, roles } from '../domain/workspaces/schema.ts';
import type { HttpServices } from '../flow/services.ts';
import { languageOf } from '../rendering/language/language.ts';
import { ownText } from '../rendering/ownText.ts';
import { admitted, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { kpisOperation } from './openapi/others.ts';
import { noWorkspace } from './problem.ts';

type Own = Pick<Configuration, 'kpis'>;

/** A KPI as a reader of a language is told of it; what the language lacks is English. */
const told = (kpi: KpiDescription, configuration: Own, locale: string) => {
  const language = languageOf(locale);
  const { id, unit, toldAs, better, category, audiences, needs, source } = kpi;
  const textOf = (about: 'name' | 'definition'): string =>
    ownText(configuration, id, about, language.locale) ?? language.find(`kpis.${id}.${about}`) ?? kpi[about];
  return {
    id,
    name: textOf('name'),
    definition: textOf('definition'),
    formula: language.find(`kpis.${id}.formula`) ?? kpi.formula,
    unit,
    ...(toldAs && { toldAs }),
    better,
    category,
    audiences,
    headlineFor: roles.filter((role) => headlines[role].includes(id)),
    needs,
    source,
  };
};

/** A workspace's own KPIs are told to whoever may read it. */
const ownOf = async (services: HttpServices, c: Context<Env>, workspace: string): Promise<Own> => {
  await admitted(services, c, 'read', workspace);
  const found = await services.workspaces.get(workspace);
  if (!found) throw noWorkspace(workspace);
  return found.configuration;
};

/** The catalogue, open to all; with a workspace's own KPIs where one is named. */
export const kpis = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get('/v1/kpis', described(kpisOperation), async (c) => {
    const locale = c.req.query('locale') ?? 'en';
    const workspace = c.req.query('workspace');
    const configuration = workspace === undefined ? { kpis: [] } : await ownOf(services, c, workspace);
    return c.json({ kpis: catalogueOf(configuration).map((kpi) => told(kpi, configuration, locale)) });
  });
