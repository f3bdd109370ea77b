import type { KpiResult } from '../domain/reviews/document.ts';
import { flagsOf, fullNameOf } from './kpiView.ts';
import { clean } from './language/clean.ts';
import { missingOf } from './missing.ts';
import type { Reading } from './reading.ts';
import type { Cell, Sheet } from './xlsx/sheet.ts';
import type { NumberCells } from './xlsxFormats.ts';

/** What the sheets of a workbook are made with. */
export interface Making {
  readonly reading: Reading;
  readonly numbers: NumberCells;
  readonly kpis: readonly KpiResult[];
}

/** What is to be known of a value: why there is none, or how far it can be trusted. */
const noteOf = (reading: Reading, kpi: KpiResult): string | null =>
  kpi.value === null ? (missingOf(reading, [kpi])[0]?.reason ?? null) : flagsOf(reading, kpi);

const kpiRow = ({ reading, numbers }: Making, kpi: KpiResult): Cell[] => {
  const cells = numbers.ofKpi(kpi);
  const { previous, lastYear, target } = kpi;
  return [
    fullNameOf(reading, kpi, reading.nameOf(kpi.id)),
    cells.value(kpi.value),
    cells.name,
    cells.value(previous?.value ?? null),
    cells.change(previous?.change ?? null),
    cells.value(lastYear?.value ?? null),
    cells.change(lastYear?.change ?? null),
    cells.value(target?.atLeast ?? null),
    cells.value(target?.atMost ?? null),
    target?.status ? reading.language.say(`targets.${target.status}`) : null,
    numbers.count(kpi.numerator),
    numbers.count(kpi.denominator),
    numbers.count(kpi.n),
    noteOf(reading, kpi),
    kpi.id,
  ];
};

/** A KPI's companions stand below it. */
const companionRows = ({ reading, numbers }: Making, kpi: KpiResult): Cell[][] =>
  kpi.companions.map(({ id, unit, value }) => {
    const part = reading.language.find(`companions.${id}`) ?? clean(id, 40);
    const name = reading.language.say('values.part', { name: reading.nameOf(kpi.id), part });
    const cells = numbers.of(unit, value);
    return [name, cells.value(value), cells.name, ...Array<null>(11).fill(null), `${kpi.id}.${id}`];
  });

/** Names of columns begin with a capital, those of months in languages that write them small, too. */
export const headed = ({ language }: Reading, names: readonly string[]): string[] =>
  names.map((name) => name.charAt(0).toLocaleUpperCase(language.locale) + name.slice(1));

/** Periods that KPIs are compared with, the first that has one says which. */
const comparedWith = (kpis: readonly KpiResult[], which: 'previous' | 'lastYear'): string | undefined =>
  kpis.find((kpi) => kpi[which])?.[which]?.period;

/** What a number is, was, and was to be: a row a KPI, and below it one for each of its companions. */
export const kpiSheet = (making: Making): Sheet => {
  const { reading, kpis } = making;
  const { say } = reading.language;
  const column = (name: 'previous' | 'lastYear'): [string, string] => {
    const period = comparedWith(kpis, name);
    const told = period === undefined ? say(`files.sections.${name}`) : reading.periods.long(period);
    return [told, say('files.columns.change', { period: told })];
  };
  const header = [
    say('table.name'),
    reading.title,
    say('files.columns.unit'),
    ...column('previous'),
    ...column('lastYear'),
    say('files.columns.atLeast'),
    say('files.columns.atMost'),
    say('table.target'),
    say('files.columns.numerator'),
    say('files.columns.denominator'),
    say('files.columns.n'),
    say('files.columns.note'),
    say('files.columns.kpi'),
  ];
  const rows = kpis.flatMap((kpi) => [kpiRow(making, kpi), ...companionRows(making, kpi)]);
  return { name: say('files.sheets.kpis'), rows: [headed(reading, header), ...rows] };
};
