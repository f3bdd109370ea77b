import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Kpi } from './kpi.ts';

/** The queries that KPIs are asked in. */

export const script = (name: string): string => readFileSync(path.join(import.meta.dirname, `${name}.sql`), 'utf8');

/** A table that is filled by a query. */
interface Filled {
  readonly table: string;
  readonly query: string;
}

export const filledBy = (name: string): Filled[] =>
  [...script(name).matchAll(/^CREATE TABLE (\w+) AS\n([^;]*);/gm)].map(([, table = '', query = '']) => ({
    table,
    query,
  }));

export const items = (kpis: readonly Kpi[]): Filled[] =>
  kpis.map(({ id, items }) => ({
    table: `item_${id}`,
    query: `
      SELECT * FROM (
        SELECT NULL::VARCHAR AS stretch, NULL::VARCHAR AS ref, NULL::BIGINT AS cut, NULL::VARCHAR AS code,
          NULL::VARCHAR AS stage, NULL::VARCHAR AS reason WHERE false)
      UNION ALL BY NAME (${items})`,
  }));

export const requests = (kpis: readonly Kpi[]): Filled => ({
  table: 'request',
  query: kpis
    .map(({ id }) => `SELECT ref, cut FROM item_${id} WHERE stretch = 'now' AND ref IS NOT NULL`)
    .join(' UNION '),
});

const told = ({ value, numerator, denominator, n, missing }: Kpi): string => `
  (${value})::DOUBLE AS value, (${numerator ?? 'NULL'})::DOUBLE AS numerator,
  (${denominator ?? 'NULL'})::DOUBLE AS denominator, (${n})::INTEGER AS n, (${missing ?? "'zeroDenominator'"}) AS missing`;

/** The totals of the three stretches, and of the period asked for the rows of every dimension that anything counted has. */
export const question = (kpi: Kpi): string => {
  const { id, by, also, stage } = kpi;
  const placed = by ? `place.by_ IN (${by.map((name) => `'${name}'`).join(', ')})` : `place.by_ <> '${also ?? ''}'`;
  const counted = `item_${id} WHERE stretch = 'now' AND code IS NULL`;
  const rows = `
    UNION ALL
    SELECT item.*, by_, coalesce(key, '')
    FROM (FROM ${counted}) AS item
    CROSS JOIN (
      SELECT DISTINCT by_ FROM (FROM ${counted}) JOIN place USING (ref, cut) WHERE key <> '' AND ${placed}) AS dimension
    LEFT JOIN place USING (ref, cut, by_)
    ${also ? `UNION ALL SELECT *, '${also}', ${also} FROM ${counted} AND EXISTS (FROM ${counted} AND ${also} <> '')` : ''}`;
  return `
    SELECT '${id}' AS id, stretch, by_, key, ${stage ? 'stage' : 'NULL::VARCHAR'} AS stage, ${told(kpi)}
    FROM (
      SELECT *, NULL::VARCHAR AS by_, NULL::VARCHAR AS key FROM item_${id} WHERE code IS NULL
      ${by?.length === 0 ? '' : rows})
    GROUP BY stretch, by_, key ${stage ? ', stage' : ''}`;
};

/** What is told where nothing counts. */
export const nothing = (kpi: Kpi): string => `
  SELECT '${kpi.id}' AS id, 'none' AS stretch, NULL::VARCHAR AS by_, NULL::VARCHAR AS key, NULL::VARCHAR AS stage, ${told(kpi)}
  FROM item_${kpi.id} WHERE false`;

/** Where something counts, and of none of it the amount is known: why. */
export const unknowns = ({ id }: Kpi): string => `
  SELECT '${id}' AS id, stretch, min(code) AS code FROM item_${id}
  GROUP BY stretch HAVING count(*) FILTER (code IS NULL) = 0`;

const quoted = (text: string | null): string => (text === null ? 'NULL::VARCHAR' : `'${text.replaceAll("'", "''")}'`);

export const companionsOf = ({ id, companions = {}, optional = {}, stage }: Kpi, told: string | null): string[] =>
  Object.entries(companions).map(
    ([name, formula]) => `
      SELECT '${id}' AS id, '${name}' AS name, (${formula.replaceAll(':stage', quoted(told))})::DOUBLE AS value,
        ${optional[name] ? '(SELECT hours FROM settings)' : 'true'} AS given, count(*) AS counted
      FROM (SELECT * FROM item_${id} WHERE stretch = 'now' AND code IS NULL ${stage ? `AND stage = ${quoted(told)}` : ''})`,
  );
