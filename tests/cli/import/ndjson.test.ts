import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ndjsonRows } from '../../../cli/import/ndjsonRows.ts';
import { CellProblem, isBadLine } from '../../../cli/import/row.ts';
import { folderWith } from '../support/files.ts';

const rowsOf = async (text: string | Uint8Array, columns: readonly string[]) => {
  const folder = await folderWith({ data: text });
  const found: unknown[] = [];
  for await (const row of ndjsonRows(join(folder, 'data'))) {
    found.push(
      isBadLine(row) ? `${row.line}! ${row.message}` : [row.line, ...columns.map((column) => row.cell(column))],
    );
  }
  return found;
};

test('each line is an object, its members the columns', async () => {
  expect(await rowsOf('{"a":"x","b":12.5}\r\n\n{"b":true,"c":null}', ['a', 'b', 'c'])).toEqual([
    [1, 'x', '12.5', undefined],
    [3, undefined, 'true', undefined],
  ]);
});

test('a separator of Unicode within text does not end a line', async () => {
  expect(await rowsOf('{"a":"x\u2028y"}\n', ['a'])).toEqual([[1, 'x\u2028y']]);
});

test('a line that is not an object is told by line, and the others count', async () => {
  const bad = Buffer.concat([
    Buffer.from('{"a":1}\n{oops\n[1]\n'),
    Buffer.from([0x22, 0xff, 0x22, 0x0a]),
    Buffer.from('{"a":2}\n'),
  ]);
  const found = await rowsOf(bad, ['a']);
  expect(found).toEqual([
    [1, '1'],
    expect.stringMatching(/^2! not JSON/),
    '3! not a JSON object',
    '4! not UTF-8',
    [5, '2'],
  ]);
});

test('a line too long to be one row is dropped, and the next one counts', async () => {
  const found = await rowsOf(`{"a":"${'x'.repeat(2_000_000)}"}\n{"a":2}\n`, ['a']);
  expect(found).toEqual(['1! longer than 1 MB', [2, '2']]);
});

test('what is not one value cannot be a cell', async () => {
  await expect(rowsOf('{"a":{"b":1}}\n', ['a'])).rejects.toThrow(CellProblem);
  await expect(rowsOf('{"a":[1]}\n', ['a'])).rejects.toThrow('a list');
  await expect(rowsOf('{"a":12345678901234567890}\n', ['a'])).rejects.toThrow('too large to be exact');
});

test('each row ends where the next line begins', async () => {
  const text = '{"a":"é"}\r\n{oops\n\n{"a":1}';
  const folder = await folderWith({ data: text });
  const ends: number[] = [];
  for await (const { end } of ndjsonRows(join(folder, 'data'))) ends.push(end);
  expect(ends).toEqual([12, 18, Buffer.byteLength(text)]);
});

test('members that every object inherits are no columns', async () => {
  expect(await rowsOf('{"a":1}\n', ['constructor', 'toString'])).toEqual([[1, undefined, undefined]]);
});
