import { link, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mostObservations } from '../../../cli/import/batches.ts';
import { type Asked, problem, type Reply, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { folderWith } from '../support/files.ts';
import {
  acceptAll,
  args,
  header,
  health,
  importing,
  linesOf,
  map,
  post,
  rowsOf,
  settled,
} from '../support/importing.ts';

describe('lines that are rejected', () => {
  const data = `${header}1,2017-03-01,1\n2,soon,1\n3,2017-03-01\n4,2017-03-01,4\n5,2017-03-01,5\n`;
  const rejectSecond = (asked: Asked): Reply => ({
    body: {
      accepted: linesOf(asked).length - 1,
      rejected: [{ index: 1, path: 'set.amount', message: 'is too large' }],
    },
  });

  test('here or by the API are told by line, and the others count: exit code 3', async () => {
    const { code, stdout, stderr } = await importing(data, { [post]: rejectSecond });
    expect(code).toBe(3);
    expect(stdout).toContain('5 rows read: 2 observations accepted; 3 rows, 2 observations rejected.\n');
    expect(stderr).toContain(
      [
        'line 3: deal at: "soon" is no date as ISO 8601 writes it, 2017-03-01 or 2017-03-01T09:30:00Z',
        'line 4: 2 cells where the header has 3',
        'line 5: deal set.amount: is too large',
      ].join('\n'),
    );
  });

  test('for several reasons are counted once', async () => {
    const twice = {
      body: {
        accepted: 0,
        rejected: [
          { index: 0, path: 'id', message: 'a' },
          { index: 0, path: 'at', message: 'b' },
        ],
      },
    };
    const { json } = await importing(header + rowsOf(1), { [post]: () => twice }, ['--json']);
    expect(json()).toMatchObject({ problems: [{ line: 2 }, { line: 2 }], accepted: 0, rejected: 1 });
  });

  describe('of one row', () => {
    const twice = map
      .replace(/( {2}- .*)\n/, '$1\n$1\n')
      .replace('amount: sum}', 'amount: sum, cost: sum, createdAt: at}');
    const running = async (row: string, reply: (asked: Asked) => Reply) => {
      const api = await startApi({ [health]: settled, [post]: reply });
      const directory = await folderWith({ 'map.yaml': twice, 'data.csv': header + rowsOf(1) + row });
      return quarterdeck(args, { directory, env: api.env });
    };

    test('are one line for each thing that is wrong, and the row counts once', async () => {
      const { stdout, stderr } = await running('2,soon,n/a\n', acceptAll);
      expect(stdout).toContain('2 rows read: 2 observations accepted; 1 row, 2 observations rejected.\n');
      expect(stderr.match(/^line .*$/gm)).toEqual([
        expect.stringMatching(/^line 3: deal at, deal set\.createdAt: "soon" is no date/),
        'line 3: deal set.amount, deal set.cost: "n/a" is no number',
      ]);
    });

    test('that the API finds are, too', async () => {
      const { stdout, stderr } = await running('2,2017-03-01,1\n', () => ({
        body: { accepted: 2, rejected: [2, 3].map((index) => ({ index, path: 'id', message: 'is too long' })) },
      }));
      expect(stdout).toContain('; 1 row, 2 observations rejected.\n');
      expect(stderr.match(/^line .*$/gm)).toEqual(['line 3: deal id: is too long']);
    });
  });

  test('of rows that could not be read are of no observation', async () => {
    const { stdout } = await importing(`${header}1,2017-03-01\n2\n`, { [post]: acceptAll });
    expect(stdout).toContain('2 rows read: 0 observations accepted; 2 rows rejected.\n');
  });

  test('are all in --json, with the counts', async () => {
    const { code, json } = await importing(data, { [post]: rejectSecond }, ['--json']);
    expect(code).toBe(3);
    expect(json()).toEqual({
      problems: [
        { line: 3, record: 'deal', path: 'at', message: expect.stringContaining('soon') },
        { line: 4, message: expect.stringContaining('2 cells') },
        { line: 5, record: 'deal', path: 'set.amount', message: 'is too large' },
      ],
      rows: 5,
      observations: 3,
      accepted: 2,
      rejected: 3,
      rejectedRows: 3,
      unreadable: 1,
      unlistedCells: 0,
      skipped: 0,
      pending: 0,
      warnings: [],
    });
  });

  test('are shown up to twenty, and then counted; --json has every one', async () => {
    const bad = header + 'x,soon,1\n'.repeat(30) + rowsOf(1);
    const { code, stderr } = await importing(bad, { [post]: acceptAll });
    expect(code).toBe(3);
    expect(stderr.match(/^line \d+/gm)).toHaveLength(20);
    expect(stderr).toContain(
      '… and 10 more problems (10 deal at): --problems FILE lists every one, and so does --json',
    );
    expect(
      (await importing(bad, { [post]: acceptAll }, ['--json'])).json<{ problems: unknown[] }>().problems,
    ).toHaveLength(30);
  });

  test('when they are all of a batch are an answer, not a failure', async () => {
    const reject = (asked: Asked): Reply =>
      linesOf(asked).some(({ id }) => id === '0')
        ? problem(400, 'No observation is good.', {
            accepted: 0,
            rejected: linesOf(asked).map((_, index) => ({ index, path: '', message: 'no' })),
          })
        : acceptAll(asked);
    const { code, json } = await importing(header + rowsOf(1.5 * mostObservations), { [post]: reject }, ['--json']);
    expect(code).toBe(3);
    expect(json()).toMatchObject({ accepted: mostObservations / 2, rejected: mostObservations });
  });

  test('when they are all there are make the import fail', async () => {
    const { code } = await importing(`${header}1,soon,1\n`, { [post]: acceptAll });
    expect(code).toBe(1);
  });
});

describe('--problems', () => {
  const bad = `${header}1,soon,1\n`;
  const problems = 'line 2: deal at: "soon" is no date as ISO 8601 writes it, 2017-03-01 or 2017-03-01T09:30:00Z\n';
  const running = async (file: string, files: Record<string, string> = {}, data = bad) => {
    const directory = await folderWith({ 'map.yaml': map, 'data.csv': data, ...files });
    const run = () => quarterdeck([...args, '--dry-run', '--problems', file], { directory });
    return { directory, run, textOf: (name: string) => readFile(join(directory, name), 'utf8') };
  };

  test.each([
    ['the file that is imported', 'data.csv', 'the import reads it'],
    ['its map', 'map.yaml', 'the import reads it'],
    ['a file of something else', 'notes.txt', 'it holds something else than problems'],
  ])('does not write over %s', async (_, name, reason) => {
    const { directory, run, textOf } = await running(name, { 'notes.txt': 'Mine.\n' });
    const before = await textOf(name);
    const { code, stderr } = await run();
    expect([code, await textOf(name)]).toEqual([1, before]);
    expect(stderr).toContain(`error: ${join(directory, name)} is not written over: ${reason}.\n`);
  });

  test.each([
    ['a link', symlink],
    ['a second name', link],
  ])('does not write over the imported file by %s', async (_, make) => {
    const { directory, run, textOf } = await running('other');
    await make(join(directory, 'data.csv'), join(directory, 'other'));
    const { code, stderr } = await run();
    expect([code, await textOf('data.csv')]).toEqual([1, bad]);
    expect(stderr).toContain('is not written over: the import reads it.');
  });

  test('writes over what an earlier import told, and leaves nothing of it where there is no problem', async () => {
    const { directory, run, textOf } = await running('told.txt', { 'told.txt': `line 9: x\n${problems}` });
    await run();
    expect(await textOf('told.txt')).toBe(problems);
    await writeFile(join(directory, 'data.csv'), header + rowsOf(1));
    expect((await run()).code).toBe(0);
    expect(await textOf('told.txt')).toBe('');
    await run();
    expect(await textOf('told.txt')).toBe('');
  });

  test('makes no file where there is no problem', async () => {
    const { run, textOf } = await running('told.txt', {}, header + rowsOf(1));
    expect((await run()).code).toBe(0);
    await expect(textOf('told.txt')).rejects.toThrow('ENOENT');
  });

  test('in a folder that there is not is told before anything is read', async () => {
    const { run } = await running('no/told.txt');
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain('told.txt cannot be written: ENOENT');
    expect(stderr).not.toContain('line 2');
  });
});
