import { expect, it } from 'vitest';
import { readResults } from '../../docs/performance/results.ts';
import { readPage, withTables } from '../../docs/performance/tables.ts';

const results = readResults();

it('shows the figures that were kept', () => {
  expect(readPage(), 'Run: npm run bench -- --write').toBe(withTables(readPage(), results));
});

it('has a table for every bench of which figures were kept', () => {
  for (const bench of Object.keys(results)) expect(readPage()).toContain(`<!-- figures: ${bench} -->\n| figure`);
});

it('marks a limit that is not kept', () => {
  const [[, result] = []] = Object.entries(results);
  if (!result) throw new Error('Nothing was kept.');
  const page = withTables('<!-- figures: a -->\nstale\n<!-- end -->\nrest <!-- figures: b -->\n<!-- end -->', {
    a: {
      ...result,
      figures: [
        { figure: 'this / that', value: 1.6, unit: 'ratio', limit: { atMost: 1.5 }, ok: false },
        { figure: 'these', value: 12_345, unit: 'units', limit: { atLeast: 3 }, ok: true },
      ],
    },
  });
  expect(page).toContain(
    '| this / that | 1.6 × | at most 1.5, **not kept** |\n| these | 12,345 units | at least 3 |\n',
  );
  expect(page).toMatch(
    /Node [\d.]+; load [\d.]+ as it began\.\n<!-- end -->\nrest <!-- figures: b -->\nNot measured yet\.\n/,
  );
  expect(page).not.toContain('stale');
});
