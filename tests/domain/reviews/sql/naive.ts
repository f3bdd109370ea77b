import type { World } from '../worlds.ts';
import { activitiesOf } from './activities.ts';
import { type Cell, Questions } from './ask.ts';
import { type Told, unavailable } from './availability.ts';
import { customers } from './customers.ts';
import { type Looked, stretchesOf } from './dates.ts';
import { engagement } from './engagement.ts';
import { factsOf } from './facts.ts';
import { each, type Kpi } from './kpi.ts';
import { rowsOf } from './load.ts';
import { People } from './people.ts';
import { sales } from './sales.ts';
import { service } from './service.ts';

/** The KPIs once more, in SQL written from their definitions alone, sharing nothing with the code under test. */

const asked: readonly Kpi[] = [...sales, ...customers, ...engagement, ...service];

/** One over another, both of which are asked. */
const lifetimeValueToAcquisitionCost = {
  id: 'lifetimeValueToAcquisitionCost',
  needs: each('subscription.mrr', 'spend.amount'),
};

export const naiveIds: readonly string[] = [...asked.map(({ id }) => id), lifetimeValueToAcquisitionCost.id];

interface Answer {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  readonly missing: string | null;
  /** The stage that it is of. */
  readonly stage?: string;
}

export interface Naive {
  readonly id: string;
  readonly told: Answer;
  readonly previous: Pick<Answer, 'value' | 'n'> & { readonly change: number | null };
  readonly lastYear: Naive['previous'];
  readonly companions: Readonly<Record<string, number | null>>;
  readonly rows: Readonly<Record<string, Readonly<Record<string, Answer>>>>;
}

const nothing: Answer = { value: null, numerator: null, denominator: null, n: 0, missing: null };

const answerOf = ({ value, numerator, denominator, n, missing, stage }: Cell, unknown?: string): Answer => ({
  value: unknown === undefined ? value : null,
  numerator,
  denominator,
  n,
  missing: unknown ?? (value === null ? missing : null),
  ...(stage !== null && { stage }),
});

/** Of several stages the one that is asked for, else the one that stands out; ties by name. */
const chosen = (cells: readonly Cell[], { stage: which }: Kpi, stage?: string): Cell | undefined => {
  if (which === undefined) return cells[0];
  if (stage !== undefined) return cells.find((cell) => cell.stage === stage);
  const sign = which === 'greatest' ? -1 : 1;
  return [...cells].sort(
    (a, b) => sign * (Number(a.value) - Number(b.value)) || (String(a.stage) < String(b.stage) ? -1 : 1),
  )[0];
};

const totalIn = (cells: readonly Cell[], kpi: Kpi, stretch: Cell['stretch'], stage?: string): Cell => {
  const of = (name: Cell['stretch']) =>
    cells.filter((cell) => cell.id === kpi.id && cell.by_ === null && cell.stretch === name);
  return chosen(of(stretch), kpi, stage) ?? (of('none')[0] as Cell);
};

const compared = (now: Answer, { value, n }: Answer): Naive['previous'] => ({
  value,
  n,
  change: now.value === null || value === null ? null : now.value - value,
});

/** Of what is counted for the whole alone, nothing in a segment is no row. */
const isEmpty = ({ value, numerator, denominator, n }: Answer): boolean =>
  value === null && !numerator && !denominator && n === 0;

/** The rows of each dimension in which anything that counts has a key. */
const rowsIn = (cells: readonly Cell[], kpi: Kpi): Naive['rows'] => {
  const rows: Record<string, Record<string, Answer>> = {};
  const own = cells.filter(({ id, by_ }) => id === kpi.id && by_ !== null);
  for (const by of new Set(own.map(({ by_ }) => String(by_)))) {
    const keys = [...new Set(own.flatMap((cell) => (cell.by_ === by ? [String(cell.key)] : [])))];
    const told = keys.flatMap((key) => {
      const row = answerOf(
        chosen(
          own.filter((cell) => cell.by_ === by && cell.key === key),
          kpi,
        ) as Cell,
      );
      return isEmpty(row) ? [] : [[key, row] as const];
    });
    if (told.some(([key]) => key !== '')) rows[by] = Object.fromEntries(told);
  }
  return rows;
};

let opened: Promise<Questions> | undefined;

/** What every KPI is, of a workspace, a period and an instant. */
export const naive = async ({ workspace: { configuration }, observations, period, asOf }: World): Promise<Naive[]> => {
  const { timeZone, sources, authority = {}, fiscalYearStart } = configuration;
  const people = new People(
    factsOf(observations.filter(({ record }) => record !== 'activity')),
    sources.map(({ id }) => id),
    authority,
  );
  const activities = activitiesOf(observations);
  const stretches = stretchesOf(period, timeZone, fiscalYearStart);
  opened ??= Questions.open(asked);
  const questions = await opened;
  const rows = rowsOf({ people, activities, configuration, stretches, asOf: Date.parse(asOf) });
  const { cells, unknown, companions } = await questions.ask(rows, (told, kpi) => totalIn(told, kpi, 'now').stage);
  const known: Told = { facts: people.facts, activities };
  const answerIn = (kpi: Kpi, { name, end }: Looked, stage?: string): Answer => {
    const missing = unavailable(known, kpi, end);
    const why = unknown.find(({ id, stretch }) => id === kpi.id && stretch === name)?.code;
    return missing === null ? answerOf(totalIn(cells, kpi, name, stage), why) : { ...nothing, missing };
  };
  const divided = ({ end, ...stretch }: Looked): Answer => {
    const [value, cost] = ['customerLifetimeValue', 'customerAcquisitionCost'].map((id) =>
      answerIn(asked.find((kpi) => kpi.id === id) as Kpi, { end, ...stretch }),
    ) as [Answer, Answer];
    const unheard = unavailable(known, lifetimeValueToAcquisitionCost, end);
    if (unheard !== null) return { ...nothing, missing: unheard };
    return {
      value: value.value === null || !cost.value ? null : value.value / cost.value,
      numerator: value.value,
      denominator: cost.value,
      n: value.n,
      missing: value.missing ?? cost.missing ?? (cost.value === 0 ? 'zeroDenominator' : null),
    };
  };
  const [now, previous, lastYear] = stretches as [Looked, Looked, Looked];
  const answers = asked.map((kpi): Naive => {
    const told = answerIn(kpi, now);
    const withheld = told.missing === 'noData' || told.missing === 'noObservations';
    const beside = companions.filter(({ id }) => id === kpi.id);
    return {
      id: kpi.id,
      told,
      previous: compared(told, answerIn(kpi, previous, told.stage)),
      lastYear: compared(told, answerIn(kpi, lastYear, told.stage)),
      companions: Object.fromEntries(beside.map(({ name, value }) => [name, withheld ? null : value])),
      rows: withheld ? {} : rowsIn(cells, kpi),
    };
  });
  const told = divided(now);
  return [
    ...answers,
    {
      id: lifetimeValueToAcquisitionCost.id,
      told,
      previous: compared(told, divided(previous)),
      lastYear: compared(told, divided(lastYear)),
      companions: {},
      rows: {},
    },
  ];
};
