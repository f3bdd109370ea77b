import { describe, expect, it } from 'vitest';
import { kpis, writtenKpis } from '../../docs/kpis.ts';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';

describe('docs/kpis.md', () => {
  it('is what the catalogue says today: npm run kpis', () => {
    expect(writtenKpis()).toBe(kpis());
  });

  it('tells of every KPI its definition, what it needs and where it comes from', () => {
    const page = writtenKpis();
    for (const { id, name, definition, source } of catalogue) {
      expect(page).toContain(`### ${name}\n\n\`${id}\`: ${definition}`);
      expect(page).toMatch(new RegExp(`\\| source +\\| ${source.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} +\\|`));
    }
  });
});
