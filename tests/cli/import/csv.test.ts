import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRecords } from '../../../cli/import/csv.ts';
import { csvRows } from '../../../cli/import/csvRows.ts';
import { isBadLine } from '../../../cli/import/row.ts';
import { folderWith } from '../support/files.ts';

const fileOf = async (text: string | Uint8Array): Promise<string> =>
  join(await folderWith({ 'data.csv': text }), 'data.csv');

/** Every record and bad line, as `line: cells` and `line! message`. */
const recordsOf = async (text: string | Uint8Array): Promise<string[]> => {
  const found: string[] = [];
  for await (const record of csvRecords(await fileOf(text))) {
    found.push('message' in record ? `${record.line}! ${record.message}` : `${record.line}: ${record.cells.join('|')}`);
  }
  return found;
};

describe('the records of a CSV file', () => {
  test('hold quotes, delimiters and line ends within quotes, and are told by the line they begin on', async () => {
    expect(await recordsOf('a,b\n"1,5","say ""hi"""\n"two\nlines",x\nlast,y\n')).toEqual([
      '1: a|b',
      '2: 1,5|say "hi"',
      '3: two\nlines|x',
      '5: last|y',
    ]);
  });

  test('are the same with CRLF, and lines are counted by what an editor shows', async () => {
    expect(await recordsOf('a,b\r\n"two\r\nlines",x\r\n\r\nlast,y\r\n')).toEqual([
      '1: a|b',
      '2: two\r\nlines|x',
      '5: last|y',
    ]);
  });

  test('may mix LF and CRLF, and need no line end at the end', async () => {
    expect(await recordsOf('a,b\r\n1,2\n3,4')).toEqual(['1: a|b', '2: 1|2', '3: 3|4']);
  });

  test('begin after a byte order mark', async () => {
    expect(await recordsOf('\ufeffa,b\n1,2\n')).toEqual(['1: a|b', '2: 1|2']);
  });

  test.each([
    [';', 'a;b;c\n1,5;2;3\n', '2: 1,5|2|3'],
    ['tab', 'a\tb\n1,5\t2\n', '2: 1,5|2'],
    ['comma', '"a;b;c;d",e\n1;5,2\n', '2: 1;5|2'],
  ])('are split at what the header is split at: %s', async (_, text, second) => {
    expect((await recordsOf(text))[1]).toBe(second);
  });

  test('of one bad line lose that line and no other', async () => {
    const found = await recordsOf('a,b\n1,2\n3,"x"y\n4,5\n6,in"ner\n7,8\n9,"never closed\n10,11\n12,13\n');
    expect(found.map((text) => text.replace(/! .*/s, '!'))).toEqual([
      '1: a|b',
      '2: 1|2',
      '3!',
      '4: 4|5',
      '5!',
      '6: 7|8',
      '7!',
      '8: 10|11',
      '9: 12|13',
    ]);
    expect(found.filter((text) => text.includes('!'))).toEqual([
      expect.stringContaining('after the quote'),
      expect.stringContaining('quote within a cell'),
      expect.stringContaining('never closed'),
    ]);
  });

  test('after a bad line keep their lines, blank ones counted', async () => {
    const found = await recordsOf('a,b\n\n\n3,"x"y\n\n\n4,5\n');
    expect(found.map((text) => text.replace(/! .*/s, '!'))).toEqual(['1: a|b', '4!', '7: 4|5']);
  });

  test('do not take in the whole file when a quote stays open', async () => {
    const rows = Array.from({ length: 80_000 }, (_, index) => `${index},plain text`);
    rows.splice(10, 0, 'x,"open');
    const found = await recordsOf(`a,b\n${rows.join('\n')}\n`);
    expect(found).toHaveLength(80_002);
    expect(found[11]).toContain('12! longer than 1 MB');
    expect(found[80_001]).toBe('80002: 79999|plain text');
  });

  test('are the same however the bytes fall into chunks', async () => {
    // More than two chunks of the reader, with a character of several bytes and a quoted line end on every line.
    const cells = Array.from({ length: 30_000 }, (_, index) => [`r${index}`, `é"${index}\n${'ü'.repeat(index % 17)}`]);
    const text = cells.map(([first, second]) => `${first},"${second?.replaceAll('"', '""')}"`).join('\r\n');
    const found: (readonly string[])[] = [];
    for await (const record of csvRecords(await fileOf(text))) {
      if (!('message' in record)) {
        expect(record.line).toBe(found.length * 2 + 1);
        found.push(record.cells);
      }
    }
    expect(found).toEqual(cells);
  });

  test('are what was written, whatever was written', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ';', ' ', '€', '😀') });
    const row = fc.tuple(fc.constant('x'), cell, cell).map((cells) => [...cells]);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const text = [['h', 'i', 'j'], ...rows]
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const found: (readonly string[])[] = [];
        for await (const record of csvRecords(await fileOf(text))) if (!('message' in record)) found.push(record.cells);
        expect(found.slice(1)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test('each end where the next begins, bad lines too, so that progress can be told', async () => {
    const text = '\ufeffa,é\r\n1,"x\ny"\n3,"x"y\n\n4,5';
    const bytes = Buffer.from(text);
    const ends: string[] = [];
    let from = 0;
    for await (const { end } of csvRecords(await fileOf(text))) {
      ends.push(bytes.subarray(from, end).toString().trim());
      from = end;
    }
    expect(ends).toEqual(['\ufeffa,é'.trim(), '1,"x\ny"', '3,"x"y', '4,5']);
    expect(from).toBe(bytes.length);
  });

  test('of UTF-16 are refused with what to do', async () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n1,2\n', 'utf16le')]);
    await expect(recordsOf(text)).rejects.toThrow('UTF-16');
  });
});

test('names of columns that are not UTF-8 are refused with what to do', async () => {
  const file = await fileOf(Buffer.from('id,região\n1,Sul\n', 'latin1'));
  await expect(csvRows(file, 'data.csv', () => {})).rejects.toThrow('data.csv is not UTF-8.');
});

describe('rows by the names in the header', () => {
  const rowsOf = async (text: string | Uint8Array) => {
    const { header, rows } = await csvRows(await fileOf(text), 'data.csv', () => {});
    const found: unknown[] = [];
    for await (const row of rows)
      found.push(
        isBadLine(row)
          ? { line: row.line, message: row.message }
          : [row.line, ...header.map((column) => row.cell(column))],
      );
    return { header, found };
  };

  test('have no spaces around cells, and nothing in an empty one', async () => {
    const { header, found } = await rowsOf(' a , b,c\n  x y ,"  ",\n');
    expect(header).toEqual(['a', 'b', 'c']);
    expect(found).toEqual([[2, 'x y', undefined, undefined]]);
  });

  test('with too few or too many cells are told by line, and the others count', async () => {
    const { found } = await rowsOf('a,b\n1\n1,2,3\n4,5\n');
    expect(found).toEqual([
      { line: 2, message: '1 cell where the header has 2' },
      { line: 3, message: '3 cells where the header has 2' },
      [4, '4', '5'],
    ]);
  });

  test('that are not UTF-8 are told by line rather than read wrongly', async () => {
    const latin = Buffer.from('a,b\n1,2\nJos\xe9,2\n3,4\n', 'latin1');
    const { found } = await rowsOf(latin);
    expect(found).toEqual([[2, '1', '2'], { line: 3, message: expect.stringContaining('UTF-8') }, [4, '3', '4']]);
  });

  test('know no column but those of the header', async () => {
    const { rows } = await csvRows(await fileOf('a,b\n1,2\n'), 'data.csv', () => {});
    for await (const row of rows)
      if (!isBadLine(row)) expect([row.cell('c'), row.cell('__proto__')]).toEqual([undefined, undefined]);
  });

  test.skipIf(!existsSync('/proc/self/fd'))(
    'are refused, and the file closed, where the header does not serve',
    async () => {
      const file = await fileOf('a,b\n1,2\n');
      const open = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
      const before = await open();
      for (let time = 0; time < 5; time++) {
        const refused = csvRows(file, 'data.csv', () => {
          throw new Error('no such column');
        });
        await expect(refused).rejects.toThrow('no such column');
      }
      expect(await open()).toBeLessThan(before + 5);
    },
  );

  test.each([
    ['an empty file', '', 'empty'],
    ['CR alone', 'a,b\r1,2\r', 'CR alone'],
    ['a header that cannot be read', 'a,"b"c\n', 'data.csv:1'],
  ])('%s: refused', async (_, text, said) => {
    await expect(rowsOf(text)).rejects.toThrow(said);
  });
});
