import type { KpiResult } from '../domain/reviews/document.ts';
import type { Tone } from './change.ts';
import type { Reading } from './reading.ts';

interface MonthCell {
  /** `2026-07`, as the document has it. */
  readonly period: string;
  /** `Jul`, with its year where that is not the review's. */
  readonly name: string;
  /** Rounded and with its unit; a dash where there is none. */
  readonly value: string;
  /** All its digits; `null` where there is none. */
  readonly full: string | null;
  /** Against the month's own target: `met`, `missed`, with its noun where a language has to agree with it; `null` where there is none, or it cannot be told. */
  readonly target: string | null;
  readonly tone: Tone;
}

/** The months of a quarter or a year side by side. */
export interface MonthsView {
  readonly title: string;
  readonly cells: readonly MonthCell[];
  /** `Target met in 9 of 11 months · Nothing heard of Mar`: of those of which it can be told, and the others; `null` where there are none. */
  readonly met: string | null;
}

const tones = { met: 'good', missed: 'bad' } as const;

const metOf = ({ language, periods, rendered }: Reading, months: NonNullable<KpiResult['months']>): string | null => {
  const told = months.flatMap(({ target }) => target ?? []);
  const met = told.filter((target) => target === 'met').length;
  const silent = months.flatMap((month) =>
    month.silent ? [periods.short(month.period, rendered.document.period)] : [],
  );
  const words = [
    ...(told.length === 0 ? [] : [language.say('months.met', { met, count: told.length })]),
    ...(silent.length === 0 ? [] : [language.say('months.silent', { months: language.all(silent) })]),
  ];
  return words.length === 0 ? null : words.join(' · ');
};

/** `null` of a KPI whose months are not told, or that had a value in none of them. */
export const monthsOf = (reading: Reading, kpi: KpiResult): MonthsView | null => {
  const { months = [] } = kpi;
  if (months.every(({ value }) => value === null)) return null;
  const { language, figures, periods, rendered } = reading;
  return {
    title: language.say('months.title'),
    cells: months.map(({ period, value, target }) => ({
      period,
      name: periods.short(period, rendered.document.period),
      value: value === null ? language.say('values.none') : reading.tell(kpi, value),
      full: value === null ? null : figures.full(value, reading.unitOf(kpi)),
      target: target ? language.say(`months.targets.${target}`) : null,
      tone: target ? tones[target] : 'neutral',
    })),
    met: metOf(reading, months),
  };
};
