import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Deal, dealsOf, owners } from './company.ts';
import type { Numbers } from './numbers.ts';
import { monthNamed, questions } from './questions.ts';

/**
 * The numbers of a review from tables, by DuckDB on one thread. The tables are given what is work to find out of
 * histories: how long an owner and an amount held, how long a deal stayed in a stage.
 */

const always = 'source VARCHAR, pipeline VARCHAR, product VARCHAR, kind VARCHAR';

const tables = {
  /** Amounts in minor units, instants in milliseconds; owner, stage and amount are the last ones. */
  deals: `created BIGINT, closed BIGINT, outcome VARCHAR, first_owner VARCHAR, first_stage VARCHAR, owner VARCHAR,
    stage VARCHAR, amount BIGINT, ${always}`,
  /** Stretches in which a deal is open, and neither its owner nor its stage nor its amount changes. */
  spans: `since BIGINT, until BIGINT, outcome VARCHAR, closed BIGINT, owner VARCHAR, stage VARCHAR, amount BIGINT,
    ${always}`,
  /** Stays in stages, with the owner at their end. */
  stays: `since BIGINT, until BIGINT, stage VARCHAR, owner VARCHAR, ${always}`,
  owners: 'owner VARCHAR, team VARCHAR, region VARCHAR',
};

type Table = keyof typeof tables;
type Row = readonly (string | number | null)[];

const forever = Number.MAX_SAFE_INTEGER;

const minor = (amount: unknown): number => Math.round(Number(amount) * 100);

function* rowsOf({ sayings }: Deal): Generator<[Table, Row]> {
  const ordered = [...sayings].sort((a, b) => a.at - b.at);
  const said = (field: string, at = forever): unknown =>
    ordered.findLast((saying) => saying.at <= at && saying.set[field] !== undefined)?.set[field];
  const text = (field: string, at = forever): string => String(said(field, at));
  const always = ['source', 'pipeline', 'product', 'kind'].map((field) => text(field));
  const created = Number(said('createdAt'));
  const closed = (said('closedAt') ?? null) as number | null;
  const outcome = text('outcome');
  const first = [text('owner', created), text('stage', created)];
  yield ['deals', [created, closed, outcome, ...first, text('owner'), text('stage'), minor(said('amount')), ...always]];
  const changesOf = (...fields: string[]): number[] =>
    ordered.filter(({ set }) => fields.some((field) => set[field] !== undefined)).map(({ at }) => at);
  const stretches = (changes: readonly number[]) =>
    changes.map((since, index) => ({ since, until: changes[index + 1] ?? closed ?? forever }));
  for (const { since, until } of stretches(changesOf('owner', 'stage', 'amount')))
    if (until > since) {
      const holding = [text('owner', since), text('stage', since), minor(said('amount', since))];
      yield ['spans', [since, until, outcome, closed, ...holding, ...always]];
    }
  for (const { since, until } of stretches(changesOf('stage')))
    yield ['stays', [since, until, text('stage', since), text('owner', until), ...always]];
}

const writeTables = async (deals: number, directory: string): Promise<void> => {
  const files = Object.fromEntries(
    Object.keys(tables).map((table) => [table, createWriteStream(path.join(directory, `${table}.csv`))]),
  ) as Record<Table, ReturnType<typeof createWriteStream>>;
  for (const { id, team, region } of owners) files.owners.write(`${[id, team, region].join(',')}\n`);
  for (const deal of dealsOf(deals))
    for (const [table, row] of rowsOf(deal))
      if (!files[table].write(`${row.join(',')}\n`)) await once(files[table], 'drain');
  await Promise.all(Object.values(files).map((file) => once(file.end(), 'finish')));
};

/** Makes the tables, on one thread from then on. */
export const loadTables = async (deals: number, directory: string): Promise<DuckDBConnection> => {
  await writeTables(deals, directory);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('SET threads TO 1');
  for (const [table, columns] of Object.entries(tables)) {
    await connection.run(`CREATE TABLE ${table} (${columns})`);
    await connection.run(`COPY ${table} FROM '${path.join(directory, `${table}.csv`)}' (FORMAT csv, HEADER false)`);
  }
  return connection;
};

/** Asks all the questions. */
export const numbersFrom = async (connection: DuckDBConnection): Promise<Numbers> => {
  const numbers = new Map<string, number>();
  for (const question of questions) {
    const rows = (await connection.runAndReadAll(question)).getRowObjects();
    for (const { month, who, ...told } of rows)
      for (const [name, value] of Object.entries(told)) {
        const [kpi, what] = name.split('.');
        if (value !== null)
          numbers.set([kpi, monthNamed(Number(month)), ...(who === null ? [] : [who]), what].join(' '), Number(value));
      }
  }
  return numbers;
};
