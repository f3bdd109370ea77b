import { describe, expect, it } from 'vitest';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { widthOf } from '../../lambdas/rendering/textLayout.ts';
import { demonstrationReviews } from '../bench/mail/demonstration.ts';
import { links } from '../fixtures/review.ts';

const reviews = demonstrationReviews(['2026-10', '2026-Q3', '2026']);
const roles = ['crm', 'sales', 'marketing', 'service', 'executive'] as const;

describe('the letter of what was computed, every KPI', () => {
  it.each(Object.keys(languages))('keeps to its columns, and leaves names room, in %s', (locale) => {
    for (const review of reviews)
      for (const role of roles) {
        const lines = renderText({ ...review, reader: { role, locale } }, links)
          .split('\n')
          .filter((line) => !line.startsWith('https:'));
        const told = `${review.document.period} for ${role}`;
        expect(
          lines.filter((line) => widthOf(line) > 72),
          told,
        ).toEqual([]);
        // What is left of a name that was broken letter by letter.
        expect(
          lines.filter((line) => /^\p{L}{1,2}( {2,}|$)/u.test(line)),
          told,
        ).toEqual([]);
      }
  });
});
