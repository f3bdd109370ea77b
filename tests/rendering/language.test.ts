import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import { languageOf } from '../../lambdas/rendering/language/language.ts';
import { flatten, languageFor, languages, missingMessages } from '../../lambdas/rendering/language/messages.ts';

const kpis = catalogue.map(({ id }) => id);

describe('every language', () => {
  for (const [tag, tree] of Object.entries(languages)) {
    it(`${tag} has every message`, () => {
      // English names and defines the KPIs in the catalogue.
      expect(missingMessages(tree, tag === 'en' ? [] : kpis)).toEqual([]);
    });

    it(`${tag} has messages that can be read, with the arguments of the English ones`, () => {
      const english = flatten(languages.en ?? {});
      const argumentsOf = (text: string): string[] => [...new Set(text.match(/\{\w+/g) ?? [])].sort();
      for (const [name, text] of flatten(tree)) {
        expect(() => new IntlMessageFormat(text, tag, undefined, { ignoreTag: true }), name).not.toThrow();
        const original = english.get(name);
        // Plural branches hold words in braces of their own; arguments are what English has.
        if (original !== undefined)
          for (const one of argumentsOf(original).filter((word) => !/\{[A-Z]/.test(word)))
            expect(text, name).toContain(one);
      }
    });
  }

  it('is known by the name of its file', () => {
    for (const tag of Object.keys(languages)) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
  });
});

describe('a language that lacks something', () => {
  it('is told what', () => {
    const { roles: _, ...rest } = languages.en ?? {};
    const missing = missingMessages({ ...rest, kpis: { winRate: { name: 'Taxa' } } }, ['winRate']);
    expect(missing).toContain('roles.sales');
    expect(missing).toContain('kpis.winRate.definition');
    expect(missing).not.toContain('kpis.winRate.name');
    expect(missing).not.toContain('cadences.monthly');
  });
});

describe('which language is spoken', () => {
  const known = ['en', 'es', 'pt', 'pt-BR', 'zh-Hant'];

  it.each([
    ['pt-BR', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['es-MX', 'es'],
    ['es', 'es'],
    ['fr', 'en'],
    ['en-GB', 'en'],
    ['not a locale', 'en'],
    ['', 'en'],
    ['zh-TW', 'zh-Hant'],
    ['zh-CN', 'en'],
  ])('%s reads %s', (asked, spoken) => {
    expect(languageFor(asked, known)).toBe(spoken);
  });

  it('is another region’s where there is no nearer', () => {
    expect(languageFor('pt-PT', ['en', 'pt-BR'])).toBe('pt-BR');
    expect(languageFor('pt', ['en', 'pt-BR'])).toBe('pt-BR');
  });

  it('is one throughout: dates and numbers do not speak what the words cannot', () => {
    expect(languageOf('de-CH').locale).toBe('en');
    expect(languageOf('en-GB').locale).toBe('en-GB');
    expect(languageOf('en-GB-u-nu-arab').locale).toBe('en-GB');
  });
});
