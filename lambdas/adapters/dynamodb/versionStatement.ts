import type { BatchStatementRequest } from '@aws-sdk/client-dynamodb';
import type { Item } from './items.ts';

const keys: readonly string[] = ['pk', 'sk'];

const insertion = (table: string, item: Item): BatchStatementRequest => {
  const names = Object.keys(item);
  return {
    Statement: `INSERT INTO "${table}" VALUE {${names.map((name) => `'${name}': ?`).join(', ')}}`,
    Parameters: Object.values(item),
  };
};

const update = (table: string, item: Item, expected: number): BatchStatementRequest => {
  const changed = Object.entries(item).filter(([name]) => !keys.includes(name));
  const key = Object.entries(item).filter(([name]) => keys.includes(name));
  return {
    Statement: `UPDATE "${table}" ${changed.map(([name]) => `SET ${name}=?`).join(' ')} WHERE ${key.map(([name]) => `${name}=?`).join(' AND ')} AND v=?`,
    Parameters: [...[...changed, ...key].map(([, value]) => value), { N: String(expected) }],
  };
};

/** Writes version `expected + 1` of an item, if the stored one is still `expected` (0: there is none). */
export const versionStatement = (
  table: string,
  { item, expected }: { readonly item: Item; readonly expected: number },
): BatchStatementRequest => {
  const next = { ...item, v: { N: String(expected + 1) } };
  return expected === 0 ? insertion(table, next) : update(table, next, expected);
};
