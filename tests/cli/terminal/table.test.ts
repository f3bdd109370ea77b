import { describe, expect, test } from 'vitest';
import { table } from '../../../cli/terminal/table.ts';

test('columns are as wide as their widest cell, numbers to the right, and nothing trails', () => {
  expect(
    table(
      [{ title: 'name' }, { title: 'n', align: 'right' }, { title: '' }],
      [
        ['Ana', '7', 'x'],
        ['Conceição', '1,204', ''],
      ],
    ),
  ).toEqual(['name           n', 'Ana            7  x', 'Conceição  1,204']);
});

test('a column that says nothing is left out', () => {
  expect(
    table(
      [{ title: 'a' }, { title: 'b' }],
      [
        ['1', ''],
        ['2', ''],
      ],
    ),
  ).toEqual(['a', '1', '2']);
});

test('colours do not count as width', () => {
  const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
  expect(
    table(
      [{ title: 'a' }, { title: 'b' }],
      [
        [{ text: 'xx', style: red }, '1'],
        ['yyyy', '2'],
      ],
    ),
  ).toEqual(['a     b', `${red('xx')}    1`, 'yyyy  2']);
});

test('an empty cell is not coloured, so that nothing trails', () => {
  const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
  expect(
    table(
      [{ title: 'a' }, { title: '' }],
      [
        ['1', { text: '', style: red }],
        ['2', 'x'],
      ],
      { titleStyle: red },
    ),
  ).toEqual([red('a'), '1', '2  x']);
});

describe('notes', () => {
  const notes = ['one two three four five six seven eight nine', ''];
  const rows = [['a'], ['b']];

  test('stand beside their rows where there is room, and go on under themselves', () => {
    expect(table([{ title: 'name' }], rows, { width: 40, notes })).toEqual([
      'name',
      'a     one two three four five six seven',
      '      eight nine',
      'b',
    ]);
  });

  test('stand below their rows where there is none', () => {
    expect(table([{ title: 'a long title' }], rows, { width: 38, notes })).toEqual([
      'a long title',
      'a',
      '  one two three four five six seven',
      '  eight nine',
      'b',
    ]);
  });

  test('are coloured a line at a time', () => {
    const style = (text: string): string => `<${text}>`;
    expect(
      table([{ title: 'a long title' }], [['a']], { width: 17, notes: [{ text: 'one two three four', style }] }),
    ).toEqual(['a long title', 'a', '  <one two three>', '  <four>']);
  });
});

test('a cell cannot break its line or steer the terminal', () => {
  expect(table([{ title: 'a' }], [['x\ny\u001b[2J']])).toEqual(['a', 'x y[2J']);
});
