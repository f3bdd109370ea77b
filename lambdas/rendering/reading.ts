import type { KpiDescription } from '../domain/kpis/kpi.ts';
import type { KpiResult, ReviewDocument } from '../domain/reviews/document.ts';
import { clean } from './language/clean.ts';
import { type Figures, figuresOf, type ToldUnit } from './language/figures.ts';
import { type Language, languageOf } from './language/language.ts';
import { type PeriodNames, periodNamesOf } from './language/periods.ts';
import { remembering } from './language/remembering.ts';
import { ownText } from './ownText.ts';
import type { Rendered } from './render.ts';

/** One reader's reading of one review: what every part of a rendering words its facts with. */
export interface Reading {
  readonly rendered: Rendered;
  readonly language: Language;
  readonly figures: Figures;
  readonly periods: PeriodNames;
  /** What is reviewed, where a line begins with it: `October 2026`, of a campaign its name with the days. */
  readonly title: string;
  /** The same within a sentence: `outubro de 2026`. */
  readonly titleWithin: string;
  /** A KPI's name in the reader's language. */
  readonly nameOf: (kpi: string) => string;
  /** The same within a sentence. */
  readonly nameWithin: (kpi: string) => string;
  readonly definitionOf: (kpi: string) => string;
  readonly formulaOf: (kpi: string) => string | null;
  /** Where the definition comes from, as the catalogue has it; English. */
  readonly sourceOf: (kpi: string) => string | null;
  readonly unitOf: (kpi: KpiResult) => ToldUnit;
  /** A value of a KPI, rounded and with its unit. */
  readonly tell: (kpi: KpiResult, value: number) => string;
  /** The same, as exactly as it takes to read otherwise than a value that it differs from. */
  readonly tellApart: (kpi: KpiResult, value: number, from: number) => string;
  readonly workspace: string;
}

/** Digits beyond which doubles hold none. */
const finest = 12;

const apart = (figures: Figures, unit: ToldUnit, value: number, from: number): string => {
  for (let finer = 0; ; finer += 1) {
    const text = figures.short(value, unit, finer);
    if (value === from || finer === finest || text !== figures.short(from, unit, finer)) return text;
  }
};

const titleOf = (
  { period, campaigns = [] }: ReviewDocument,
  language: Language,
  periods: PeriodNames,
  place: 'heading' | 'long',
): string => {
  if (campaigns.length === 0) return periods[place](period);
  const names = language.all(campaigns.map(({ name }) => clean(name, 60)));
  return language.say('periods.campaign', { names, days: periods.long(period) });
};

export const readingOf = (rendered: Rendered): Reading => {
  const { document, configuration, catalogue } = rendered;
  const language = languageOf(rendered.reader.locale ?? configuration.locale);
  const figures = figuresOf(language, document.currency);
  const described = new Map<string, KpiDescription>(catalogue.map((kpi) => [kpi.id, kpi]));
  const english = /^en(-|$)/.test(language.locale);
  const nameOf = remembering((id: string): string => {
    const own = ownText(configuration, id, 'name', language.locale);
    return clean(own ?? language.find(`kpis.${id}.name`) ?? described.get(id)?.name ?? id);
  });
  const isOwn = (id: string): boolean => configuration.kpis.some((kpi) => kpi.id === id);
  const unitOf = ({ id, unit }: KpiResult): ToldUnit =>
    unit === 'ratio' && described.get(id)?.toldAs === 'number' ? 'number' : unit;
  const periods = periodNamesOf(language, configuration.fiscalYearStart);
  return {
    rendered,
    language,
    figures,
    periods,
    title: titleOf(document, language, periods, 'heading'),
    titleWithin: titleOf(document, language, periods, 'long'),
    nameOf,
    nameWithin: (id) => (isOwn(id) ? nameOf(id) : language.within(nameOf(id))),
    definitionOf: (id) => {
      const own = ownText(configuration, id, 'definition', language.locale);
      return clean(own ?? language.find(`kpis.${id}.definition`) ?? described.get(id)?.definition ?? '', 400);
    },
    formulaOf: (id) =>
      language.find(`kpis.${id}.formula`) ?? (english ? clean(described.get(id)?.formula ?? '', 200) || null : null),
    sourceOf: (id) => (english ? clean(described.get(id)?.source ?? '', 200) || null : null),
    unitOf,
    tell: (kpi, value) => figures.short(value, unitOf(kpi)),
    tellApart: (kpi, value, from) => apart(figures, unitOf(kpi), value, from),
    workspace: clean(configuration.name ?? configuration.workspace),
  };
};
