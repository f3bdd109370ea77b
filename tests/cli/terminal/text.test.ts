import { expect, test } from 'vitest';
import { count, plain, printable, quoted } from '../../../cli/terminal/text.ts';

test('text from elsewhere cannot move the cursor, retitle the window or reorder what is read', () => {
  const hostile = 'a\u001b[2Jb\u001b]0;title\u0007c\u009bd\u202ee\u2066f\rg';
  expect(plain(hostile)).toBe('a[2Jb]0;titlecdefg');
  expect(printable(hostile)).toBe('a[2Jb]0;titlecdefg');
});

test('what is printed keeps its colours and line ends; a cell of a table does not', () => {
  expect(printable('\u001b[31mred\u001b[39m\nnext')).toBe('\u001b[31mred\u001b[39m\nnext');
  expect(plain('\u001b[31mred\nnext\tlast')).toBe('[31mred next last');
});

test('a quoted value is short and on one line', () => {
  expect(quoted('a\nb')).toBe('"a b"');
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(57)}…"`);
});

test('numbers of things are written as a person would', () => {
  expect([count(1, 'row'), count(8800, 'row'), count(0, 'delivery', 'deliveries')]).toEqual([
    '1 row',
    '8,800 rows',
    '0 deliveries',
  ]);
});
