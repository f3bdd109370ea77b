import type { KpiResult } from '../domain/reviews/document.ts';
import { type MonthsView, monthsOf } from './months.ts';
import type { Reading } from './reading.ts';

type Cell = Pick<MonthsView['cells'][number], 'value' | 'target' | 'tone'>;

interface Row {
  readonly name: string;
  readonly met: string | null;
  readonly cells: readonly Cell[];
  /** The value of the whole period; `null` where it has no column. */
  readonly whole: string | null;
}

interface Grid {
  readonly name: string;
  /** `Best in November, worst in February · Target met in 9 of 12 months` */
  readonly about: string | null;
  readonly cells: MonthsView['cells'];
}

/** The months of a quarter or a year, as much of them as a mail has room for. */
export interface MonthlyView {
  readonly title: string;
  /** What leads, month by month; of a year only. */
  readonly grids: readonly Grid[];
  /** A KPI a row: of a quarter its three months and the quarter, of a year its best and its worst month. */
  readonly table: { readonly columns: readonly string[]; readonly whole: string | null; readonly rows: readonly Row[] };
}

interface Told {
  readonly kpi: KpiResult;
  readonly name: string;
  readonly months: MonthsView;
}

/** The places of the best and the worst month, of those told whole that are over; `null` where fewer than two differ. */
const extremesOf = ({ months = [], better }: KpiResult): { readonly best: number; readonly worst: number } | null => {
  const known = months.flatMap(({ value, partial, running }, place) =>
    value === null || partial || running ? [] : [{ value, place }],
  );
  const [lowest, highest] = [
    known.reduce((least, one) => (one.value < least.value ? one : least), known[0] ?? { value: 0, place: 0 }),
    known.reduce((most, one) => (one.value > most.value ? one : most), known[0] ?? { value: 0, place: 0 }),
  ];
  if (lowest.value === highest.value) return null;
  return better === 'higher'
    ? { best: highest.place, worst: lowest.place }
    : { best: lowest.place, worst: highest.place };
};

const aboutOf = (reading: Reading, { kpi, months }: Told): string | null => {
  const { language, periods, rendered } = reading;
  const extremes = extremesOf(kpi);
  const nameOf = (place: number): string => periods.within(months.cells[place]?.period ?? '', rendered.document.period);
  const spread =
    extremes && language.say('months.extremes', { best: nameOf(extremes.best), worst: nameOf(extremes.worst) });
  return [spread, months.met].filter(Boolean).join(' · ') || null;
};

const quarterOf = ({ periods, tell, rendered }: Reading, told: readonly Told[]): Omit<MonthlyView, 'title'> => ({
  grids: [],
  table: {
    columns: told[0]?.months.cells.map(({ name }) => name) ?? [],
    whole: periods.short(rendered.document.period, rendered.document.period),
    rows: told.map(({ kpi, name, months }) => ({
      name,
      met: months.met,
      cells: months.cells,
      whole: tell(kpi, kpi.value ?? 0),
    })),
  },
});

const yearOf = (reading: Reading, told: readonly Told[], leading: number): Omit<MonthlyView, 'title'> => {
  const { say } = reading.language;
  const neutral = { target: null, tone: 'neutral' } as const;
  const cellOf = ({ months }: Told, place: number | undefined): Cell => {
    const month = place === undefined ? undefined : months.cells[place];
    return {
      ...neutral,
      value: month ? say('changes.before', { value: month.value, period: month.name }) : say('values.none'),
    };
  };
  return {
    grids: told
      .slice(0, leading)
      .map((one) => ({ name: one.name, about: aboutOf(reading, one), cells: one.months.cells })),
    table: {
      columns: [say('months.best'), say('months.worst')],
      whole: null,
      rows: told.slice(leading).map((one) => {
        const extremes = extremesOf(one.kpi);
        const cells = [cellOf(one, extremes?.best), cellOf(one, extremes?.worst)];
        return { name: one.name, met: one.months.met, cells, whole: null };
      }),
    },
  };
};

/** @param leading how many of the KPIs lead, and are told month by month in a year */
export const monthlyOf = (reading: Reading, kpis: readonly KpiResult[], leading: number): MonthlyView | null => {
  const told = kpis.flatMap((kpi): Told[] => {
    const months = monthsOf(reading, kpi);
    return months ? [{ kpi, name: reading.nameOf(kpi.id), months }] : [];
  });
  const [first] = told;
  if (!first) return null;
  const { title } = first.months;
  return { title, ...(first.months.cells.length > 3 ? yearOf(reading, told, leading) : quarterOf(reading, told)) };
};
