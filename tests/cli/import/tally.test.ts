import { expect, test } from 'vitest';
import { Tally } from '../../../cli/import/tally.ts';

test('a row counts once however often something of it is rejected, and wherever in the file it is', () => {
  const tally = new Tally();
  const lines = [2, 3, 2, 8_191, 8_192, 8_193, 8_192, 5_000_000, 3, 4_999_999, 5_000_000];
  for (const line of lines) tally.spoil(line);
  expect(tally.rejectedRows).toBe(new Set(lines).size);
});

test('as JSON it is its counts and nothing else', () => {
  expect(Object.values(JSON.parse(JSON.stringify({ ...new Tally() })))).toEqual(Array(7).fill(0));
});
