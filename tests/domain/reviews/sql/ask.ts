import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBResultReader,
} from '@duckdb/node-api';
import type { Kpi } from './kpi.ts';
import { companionsOf, filledBy, items, nothing, question, requests, script, unknowns } from './queries.ts';
import { type Rows, tableNames, tables } from './tables.ts';

/** A total, or the row of a key, as a query tells it. */
export interface Cell {
  readonly id: string;
  /** `none` is what is told where nothing counts. */
  readonly stretch: 'now' | 'previous' | 'lastYear' | 'none';
  /** `null` of a total. */
  readonly by_: string | null;
  readonly key: string | null;
  readonly stage: string | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  /** Why it has no value. */
  readonly missing: string | null;
}

/** A stretch in which something counts, and of none of it the amount is known. */
interface Unknown {
  readonly id: string;
  readonly stretch: Cell['stretch'];
  readonly code: string;
}

interface Companion {
  readonly id: string;
  readonly name: string;
  readonly value: number | null;
}

const rowsRead = async <Row>(read: Promise<DuckDBResultReader>): Promise<Row[]> =>
  (await read).getRowObjectsJS() as unknown as Row[];

/**
 * A database in memory, which is as it was before after every workspace: its statements are prepared once.
 * Plans must not rest on the statistics of the tables, then: those are empty when they are made.
 */
export class Questions {
  readonly #connection: DuckDBConnection;
  readonly #kpis: readonly Kpi[];
  readonly #fill: readonly DuckDBPreparedStatement[];
  readonly #questions: readonly DuckDBPreparedStatement[];
  readonly #unknowns: DuckDBPreparedStatement;
  readonly #nothing: DuckDBPreparedStatement;

  private constructor(
    connection: DuckDBConnection,
    kpis: readonly Kpi[],
    fill: readonly DuckDBPreparedStatement[],
    questions: readonly DuckDBPreparedStatement[],
    unknowns: DuckDBPreparedStatement,
    nothing: DuckDBPreparedStatement,
  ) {
    this.#connection = connection;
    this.#kpis = kpis;
    this.#fill = fill;
    this.#questions = questions;
    this.#unknowns = unknowns;
    this.#nothing = nothing;
  }

  static async open(kpis: readonly Kpi[]): Promise<Questions> {
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    await connection.run('PRAGMA disable_optimizer');
    await connection.run(script('macros'));
    for (const [name, columns] of Object.entries(tables)) {
      const list = Object.entries(columns).map((column) => column.join(' '));
      await connection.run(`CREATE TABLE ${name} (${list.join(', ')})`);
    }
    const filled = [...filledBy('base'), ...items(kpis), requests(kpis), ...filledBy('place')];
    for (const { table, query } of filled) await connection.run(`CREATE TABLE ${table} AS ${query}`);
    const prepare = (queries: readonly string[]) => Promise.all(queries.map((query) => connection.prepare(query)));
    const all = ' UNION ALL ';
    return new Questions(
      connection,
      kpis,
      await prepare(filled.map(({ table, query }) => `INSERT INTO ${table} ${query}`)),
      await prepare(kpis.map(question)),
      await connection.prepare(kpis.map(unknowns).join(all)),
      await connection.prepare(kpis.map(nothing).join(all)),
    );
  }

  /** Answers of the rows of one workspace; `stageOf` chooses the stage that companions are of. */
  async ask(rows: Rows, stageOf: (cells: readonly Cell[], kpi: Kpi) => string | null) {
    await this.#connection.run('BEGIN');
    try {
      for (const name of tableNames) await this.#insert(name, rows);
      for (const statement of this.#fill) await statement.run();
      const cells = await rowsRead<Cell>(this.#nothing.runAndReadAll());
      for (const statement of this.#questions) cells.push(...(await rowsRead<Cell>(statement.runAndReadAll())));
      const unknown = await rowsRead<Unknown>(this.#unknowns.runAndReadAll());
      const asked = this.#kpis.flatMap((kpi) => companionsOf(kpi, stageOf(cells, kpi)));
      const companions = await rowsRead<Companion & { readonly given: boolean }>(
        this.#connection.runAndReadAll(asked.join(' UNION ALL ')),
      );
      return { cells, unknown, companions: companions.filter(({ given }) => given) };
    } finally {
      await this.#connection.run('ROLLBACK');
    }
  }

  async #insert(name: (typeof tableNames)[number], rows: Rows): Promise<void> {
    if (rows[name].length === 0) return;
    const appender = await this.#connection.createAppender(name);
    const types = Object.values(tables[name]);
    for (const row of rows[name]) {
      row.forEach((cell, index) => {
        if (cell === null) appender.appendNull();
        else if (typeof cell === 'boolean') appender.appendBoolean(cell);
        else if (typeof cell === 'string') appender.appendVarchar(cell);
        else if (types[index] === 'DOUBLE') appender.appendDouble(Number(cell));
        else if (types[index] === 'INTEGER') appender.appendInteger(Number(cell));
        else appender.appendBigInt(BigInt(cell));
      });
      appender.endRow();
    }
    appender.closeSync();
  }
}
