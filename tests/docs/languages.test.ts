import { describe, expect, it } from 'vitest';
import { languagesPage } from '../../docs/languages/page.ts';
import { writtenLanguages } from '../../docs/languages.ts';
import { languages } from '../../lambdas/rendering/language/messages.ts';

describe('docs/languages.md', () => {
  it('is what the messages say today: npm run languages', () => {
    expect(writtenLanguages()).toBe(languagesPage());
  });

  it('has every term and every KPI in every language', () => {
    const rows = writtenLanguages()
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
    expect(rows.length).toBeGreaterThan(60);
    for (const line of rows)
      for (const cell of line.split(' | ').slice(0, Object.keys(languages).length))
        expect(cell.replace('|', '').trim(), line).not.toBe('');
  });
});
