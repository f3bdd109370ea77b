import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { companyOf } from './mixed.ts';
import type { Numbers } from './numbers.ts';
import { monthNamed, questions } from './questions.ts';
import { type Table, tables } from './tables.ts';

/** The numbers of a review from tables, by DuckDB on one thread. */

const writeTables = async (records: number, directory: string): Promise<void> => {
  const files = Object.fromEntries(
    Object.keys(tables).map((table) => [table, createWriteStream(path.join(directory, `${table}.csv`))]),
  ) as Record<Table, ReturnType<typeof createWriteStream>>;
  for (const { rows } of companyOf(records))
    for (const [table, row] of rows) if (!files[table].write(`${row.join(',')}\n`)) await once(files[table], 'drain');
  await Promise.all(Object.values(files).map((file) => once(file.end(), 'finish')));
};

/** Makes the tables, on one thread from then on. */
export const loadTables = async (records: number, directory: string): Promise<DuckDBConnection> => {
  await writeTables(records, directory);
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
