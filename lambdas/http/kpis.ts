import { Hono } from 'hono';
import { catalogue, headlines } from '../domain/kpis/catalogue.ts';
import type { KpiDescription } from '../domain/kpis/kpi.ts';
import { roles } from '../domain/workspaces/schema.ts';
import { languageOf } from '../rendering/language/language.ts';
import type { Env } from './auth.ts';

/** A KPI as a reader of a language is told of it; what the language lacks is English. */
const described = (kpi: KpiDescription, locale: string) => {
  const language = languageOf(locale);
  const { id, formula, unit, better, category, audiences, needs, source } = kpi;
  return {
    id,
    name: language.find(`kpis.${id}.name`) ?? kpi.name,
    definition: language.find(`kpis.${id}.definition`) ?? kpi.definition,
    formula,
    unit,
    better,
    category,
    audiences,
    headlineFor: roles.filter((role) => headlines[role].includes(id)),
    needs,
    source,
  };
};

/** The catalogue, open to all. */
export const kpis = (): Hono<Env> =>
  new Hono<Env>().get('/v1/kpis', (c) => {
    const locale = c.req.query('locale') ?? 'en';
    return c.json({ kpis: catalogue.map((kpi) => described(kpi, locale)) });
  });
