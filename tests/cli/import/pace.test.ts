import { expect, test } from 'vitest';
import { paceOf } from '../../../cli/import/pace.ts';

test('the pace of an import tells rows, how many a second, and how long the rest takes', () => {
  let now = 5_000;
  const pace = paceOf(1_000_000, () => now);
  expect(pace(0, 0)).toBe('0 rows');
  now += 10_000;
  expect(pace(100_000, 5_000)).toBe('5,000 rows, 500 a second, 2 min left');
  expect(pace(900_000, 45_000)).toBe('45,000 rows, 4,500 a second, 2 s left');
  now += 990_000;
  expect(pace(100_000, 5_000)).toBe('5,000 rows, 5 a second, 2 h 30 min left');
  expect(pace(1_000_000, 50_000)).toBe('50,000 rows, 50 a second');
});
