import { describe, expect, it } from 'vitest';
import { figuresOf, type ToldUnit } from '../../lambdas/rendering/language/figures.ts';
import { languageOf } from '../../lambdas/rendering/language/language.ts';
import { formatDay, formatInstant, periodNamesOf } from '../../lambdas/rendering/language/periods.ts';

/** No-break spaces are written as `_`: where one is missing, a number is torn from its unit at the end of a line. */
const seen = (text: string): string => text.replaceAll('\u00a0', '_');

const day = 86_400;
const hour = 3_600;

describe.each<[string, string, readonly [ToldUnit, number, string][]]>([
  [
    'pt-BR',
    'BRL',
    [
      ['money', 1_240_512.37, 'R$_1,24_mi'],
      ['money', 26_393, 'R$_26,4_mil'],
      ['money', 84.7, 'R$_84,70'],
      ['money', -1_500_000, '−R$_1,5_mi'],
      ['money', 3_200_000_000, 'R$_3,2_bi'],
      ['moneyPerDay', 56_546, 'R$_56,5_mil por_dia'],
      ['ratio', 0.2843, '28,4%'],
      ['score', -8, '−8,0'],
      ['count', 1204, '1.204'],
      ['count', 12_345, '12,3_mil'],
      ['number', 3.217, '3,22'],
      ['duration', 2 * day + 4 * hour, '2_d_4_h'],
      ['duration', 90, '1_min_30_s'],
    ],
  ],
  ['pt-BR', 'USD', [['money', 1_240_512.37, 'US$_1,24_mi']]],
  [
    'es',
    'EUR',
    [
      ['money', 1_240_512.37, '1,24_M_€'],
      ['money', 26_393, '26,4_mil_€'],
      ['money', 84.7, '84,70_€'],
      ['money', -1_500_000, '−1,5_M_€'],
      ['money', 3_200_000_000, '3200_M_€'],
      ['moneyPerDay', 56_546, '56,5_mil_€ al_día'],
      ['ratio', 0.2843, '28,4_%'],
      ['score', -8, '−8,0'],
      ['count', 1204, '1204'],
      ['count', 12_345, '12,3_mil'],
      ['number', 3.217, '3,22'],
      ['duration', 2 * day + 4 * hour, '2_d_4_h'],
      ['duration', 90, '1_min_30_s'],
    ],
  ],
  [
    'es-MX',
    'MXN',
    [
      ['money', 1_240_512.37, '$_1.24_M'],
      ['ratio', 0.2843, '28.4%'],
      ['count', 1204, '1,204'],
    ],
  ],
  ['es', 'USD', [['money', 1_240_512.37, '1,24_M_US$']]],
  [
    'ms',
    'MYR',
    [
      // Not `1.24 J` and `26.4 K`, as CLDR abridges them: nobody says so.
      ['money', 1_240_512.37, 'RM_1.24_juta'],
      ['money', 26_393, 'RM_26.4_ribu'],
      ['money', 84.7, 'RM_84.70'],
      ['money', -1_500_000, '−RM_1.5_juta'],
      ['money', 3_200_000_000, 'RM_3.2_bilion'],
      ['moneyPerDay', 56_546, 'RM_56.5_ribu sehari'],
      ['ratio', 0.2843, '28.4%'],
      ['score', -8, '−8.0'],
      ['count', 1204, '1,204'],
      ['count', 12_345, '12.3_ribu'],
      ['number', 3.217, '3.22'],
      // `h` would be hari to one reader and hour to another.
      ['duration', 2 * day + 4 * hour, '2_hari_4_jam'],
      ['duration', 90, '1_min_30_saat'],
    ],
  ],
  ['ms', 'USD', [['money', 1_240_512.37, 'USD_1.24_juta']]],
])('in %s, of %s', (locale, currency, values) => {
  const figures = figuresOf(languageOf(locale), currency);

  it.each(values)('%s %d is %s', (unit, value, told) => {
    expect(seen(figures.short(value, unit))).toBe(told);
  });
});

it.each([
  ['pt-BR', 'BRL', 'R$_1.240.512,37', '56_d_21_h_36_min_0,25_s'],
  ['es', 'EUR', '1.240.512,37_€', '56_d_21_h_36_min_0,25_s'],
  ['ms', 'MYR', 'RM_1,240,512.37', '56_hari_21_jam_36_min_0.25_saat'],
])('%s tells all digits where it tells a value in full', (locale, currency, money, duration) => {
  const figures = figuresOf(languageOf(locale), currency);
  expect(seen(figures.full(1_240_512.37, 'money'))).toBe(money);
  expect(seen(figures.full(4_916_160.25, 'duration'))).toBe(duration);
});

interface Names {
  readonly month: string;
  readonly heading: string;
  readonly before: string;
  readonly lastYear: string;
  readonly quarter: string;
  readonly quarterBefore: string;
  readonly quarterLastYear: string;
  readonly fiscalQuarter: string;
  readonly fiscalYear: string;
  readonly days: string;
  readonly daysAcross: string;
  readonly day: string;
  readonly instant: string;
}

it.each<[string, Names]>([
  [
    'pt-BR',
    {
      month: 'outubro de 2026',
      heading: 'Outubro de 2026',
      before: 'set.',
      lastYear: 'out._de_2025',
      quarter: '3º trimestre de 2026',
      quarterBefore: '2º_tri',
      quarterLastYear: '3º_tri_de_2025',
      fiscalQuarter: '1º trimestre fiscal de 2027',
      fiscalYear: 'ano fiscal de 2027',
      days: '1º–15 de outubro de 2026',
      daysAcross: '20 de dezembro de 2026_– 5 de janeiro de 2027',
      day: '31 de outubro de 2026',
      instant: '1º de novembro de 2026 às 08:00',
    },
  ],
  [
    'es',
    {
      month: 'octubre de 2026',
      heading: 'Octubre de 2026',
      before: 'sept',
      lastYear: 'oct_2025',
      quarter: 'T3 de 2026',
      quarterBefore: 'T2',
      quarterLastYear: 'T3_2025',
      fiscalQuarter: 'T1 del año fiscal 2027',
      fiscalYear: 'año fiscal 2027',
      days: '1–15 de octubre de 2026',
      daysAcross: '20 de diciembre de 2026_– 5 de enero de 2027',
      day: '31 de octubre de 2026',
      instant: '1 de noviembre de 2026 a las 8:00',
    },
  ],
  [
    'ms',
    {
      month: 'Oktober 2026',
      heading: 'Oktober 2026',
      before: 'Sep',
      lastYear: 'Okt_2025',
      quarter: 'ST3 2026',
      quarterBefore: 'ST2',
      quarterLastYear: 'ST3_2025',
      fiscalQuarter: 'ST1 tahun kewangan 2027',
      fiscalYear: 'tahun kewangan 2027',
      days: '1–15 Oktober 2026',
      daysAcross: '20 Disember 2026_– 5 Januari 2027',
      day: '31 Oktober 2026',
      instant: '1 November 2026 pada 8:00_PG',
    },
  ],
])('%s names periods and days as it writes them', (locale, expected) => {
  const language = languageOf(locale);
  const [calendar, fiscal] = [periodNamesOf(language, 1), periodNamesOf(language, 4)];
  const names: Names = {
    month: calendar.long('2026-10'),
    heading: calendar.heading('2026-10'),
    before: calendar.short('2026-09', '2026-10'),
    lastYear: calendar.short('2025-10', '2026-10'),
    quarter: calendar.long('2026-Q3'),
    quarterBefore: calendar.short('2026-Q2', '2026-Q3'),
    quarterLastYear: calendar.short('2025-Q3', '2026-Q3'),
    fiscalQuarter: fiscal.long('2027-Q1'),
    fiscalYear: fiscal.long('2027'),
    days: calendar.long('2026-10-01..2026-10-15'),
    daysAcross: calendar.long('2026-12-20..2027-01-05'),
    day: formatDay(language, '2026-10-31T23:41:00-03:00', 'America/Sao_Paulo'),
    instant: formatInstant(language, '2026-11-01T08:00:04-03:00', 'America/Sao_Paulo'),
  };
  expect(Object.fromEntries(Object.entries(names).map(([name, text]) => [name, seen(text)]))).toEqual(expected);
});
