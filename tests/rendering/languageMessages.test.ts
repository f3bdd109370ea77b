import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import { flatten, languages, missingMessages } from '../../lambdas/rendering/language/messages.ts';
import { englishWords } from './support/english.ts';
import { argumentsOf, astOf, pluralsOf, wordsOf } from './support/icu.ts';

const kpis = catalogue.map(({ id }) => id);
const english = flatten(languages.en ?? {});
const aboutKpis = kpis.flatMap((id) => ['name', 'definition', 'formula'].map((what) => `kpis.${id}.${what}`));

/** The categories that whole numbers fall into; `many` of Spanish and Portuguese is of millions, and may be left out. */
const categoriesOf = (tag: string): string[] => {
  const rules = new Intl.PluralRules(tag);
  return [...new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))];
};

it('speaks every language that has a file of messages, and is told of it by nothing else', async () => {
  const files = await readdir(new URL('../../templates/messages', import.meta.url));
  expect(Object.keys(languages).map((tag) => `${tag}.json`)).toEqual(files.sort());
  for (const tag of Object.keys(languages)) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
});

describe.each(Object.entries(languages))('%s', (tag, tree) => {
  const messages = [...flatten(tree)];

  it('has every message', () => {
    // English names and defines the KPIs in the catalogue.
    expect(missingMessages(tree, tag === 'en' ? [] : kpis)).toEqual([]);
  });

  it('has no message that English has not', () => {
    const known = new Set([...english.keys(), ...aboutKpis]);
    expect(messages.map(([name]) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('takes the arguments that English takes', () => {
    for (const [name, text] of messages)
      expect(argumentsOf(astOf(text, tag)), name).toEqual(argumentsOf(astOf(english.get(name) ?? '', 'en')));
  });

  it('has a branch for each of its plural categories', () => {
    const needed = [...categoriesOf(tag), 'other'];
    for (const [name, text] of messages)
      for (const branches of pluralsOf(astOf(text, tag)))
        expect(branches, name).toEqual(expect.arrayContaining(needed));
  });

  it('is set with care: no stray space, straight quote, hyphen for a dash or a minus, three dots', () => {
    for (const [name, text] of messages) {
      expect(text, name).not.toBe('');
      expect(text, name).not.toMatch(/^\s|\s$| {2}|["']|\.\.\.|\s-\s|-\d/);
    }
  });

  it('tells its KPIs apart', () => {
    const names = messages.filter(([name]) => /^kpis\.\w+\.name$/.test(name)).map(([, text]) => text);
    expect(new Set(names.map((name) => name.toLocaleLowerCase(tag))).size).toBe(names.length);
  });
});

it.each(Object.entries(languages).filter(([tag]) => tag !== 'en'))('%s speaks no English', (tag, tree) => {
  for (const [name, text] of flatten(tree))
    if (!name.startsWith('names.')) expect(englishWords(wordsOf(astOf(text, tag))), name).toEqual([]);
});

describe('a language that lacks something', () => {
  it('is told what', () => {
    const { roles: _, ...rest } = languages.en ?? {};
    const missing = missingMessages({ ...rest, kpis: { winRate: { name: 'Taxa' } } }, ['winRate']);
    expect(missing).toContain('roles.sales');
    expect(missing).toContain('kpis.winRate.definition');
    expect(missing).toContain('kpis.winRate.formula');
    expect(missing).not.toContain('kpis.winRate.name');
    expect(missing).not.toContain('cadences.monthly');
  });
});
