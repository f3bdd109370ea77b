import { type ConfigData, HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { rendered } from '../fixtures/review.ts';
import { annual, campaign, moved, quarterly, renderedOf } from '../fixtures/reviewPeriods.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { mailed } from './support/mailed.ts';
import { pages } from './support/pages.ts';

const config: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Matters of taste.
    'doctype-style': 'off',
    'prefer-tbody': 'off',
    'no-implicit-button-type': 'off',
    // A company may be called as it likes.
    'long-title': 'off',
    // Boxes that are ticked together share a name.
    'form-dup-name': 'off',
    // Where a style sheet makes a row a block, browsers take its role away: it is said again.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
  },
};

/** What clients of mail ask for, and the web has left behind. */
const ofMails: ConfigData = {
  ...config,
  rules: { ...config.rules, 'no-conditional-comment': 'off', 'no-deprecated-attr': 'off', 'no-inline-style': 'off' },
};

const faultsOf = async (html: string, rules: ConfigData): Promise<string[]> => {
  const { results } = await new HtmlValidate(rules).validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
};

const mails = {
  sales: rendered('sales'),
  moved: renderedOf(moved, 'crm'),
  quarterly: renderedOf(quarterly, 'crm'),
  annual: renderedOf(annual, 'executive'),
  campaign: renderedOf(campaign),
  empty: emptyRendered,
  hostile: hostileRendered,
  'sixty KPIs': manyRendered(60),
};

describe('the markup', () => {
  for (const [name, of] of Object.entries(mails))
    it(`of the ${name} mail keeps to the rules`, async () => {
      expect(await faultsOf((await mailed(of)).html, ofMails)).toEqual([]);
    });

  for (const [name, render] of Object.entries(pages))
    it(`of the ${name} keeps to the rules`, async () => {
      expect(await faultsOf(render(), config)).toEqual([]);
    });
});
