import { describe, expect, it } from 'vitest';
import { languageOf } from '../../lambdas/rendering/language/language.ts';
import { languageFor, localeAccepted } from '../../lambdas/rendering/language/messages.ts';

const known = ['en', 'es', 'pt', 'pt-BR', 'zh-Hant'];

describe('which language is spoken', () => {
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
    expect(languageOf('es-MX').locale).toBe('es-MX');
  });
});

describe('of the languages that a browser accepts', () => {
  it.each([
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt-BR'],
    ['fr-CH, fr;q=0.9, es-MX;q=0.7, en;q=0.8', 'en'],
    ['fr, es-MX;q=0.7', 'es-MX'],
    ['fr;q=1, es;q=0, pt-PT;q=0.1', 'pt-PT'],
    ['*', 'en'],
    ['fr, *;q=0.5', 'en'],
    ['; q=x,,\u0000', 'en'],
    [undefined, 'en'],
  ])('%s is read as %s', (header, locale) => {
    expect(localeAccepted(header, known)).toBe(locale);
  });
});
