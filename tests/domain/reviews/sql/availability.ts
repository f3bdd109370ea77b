import type { Happened } from './activities.ts';
import type { Fact } from './facts.ts';
import type { Kpi } from './kpi.ts';

/** Rule 5: why a KPI has no value in a period, whatever the numbers say. */

export interface Told {
  readonly facts: readonly Fact[];
  readonly activities: readonly Happened[];
}

const parts = (need: string) =>
  /^(\w+)(?:\[(\w+)\])?\.(\w+)$/.exec(need) as unknown as [string, string, string, string];

const isSaid = ({ facts, activities }: Told, need: string): boolean => {
  const [, type, kind, field] = parts(need);
  if (type === 'activity')
    return activities.some((activity) => activity[field as 'customer' | 'user' | 'feature'] !== null);
  return facts.some(
    (fact) => fact.type === type && fact.said(field) !== undefined && (!kind || fact.said('kind') === kind),
  );
};

const earliest = ({ facts, activities }: Told, need: string): number => {
  const type = parts(need)[1];
  if (type === 'activity') return Math.min(...activities.map(({ at }) => at));
  return Math.min(...facts.filter((fact) => fact.type === type).map((fact) => fact.earliest()));
};

export const unavailable = (
  told: Told,
  { needs }: Pick<Kpi, 'needs'>,
  end: number,
): 'noData' | 'noObservations' | null => {
  const said = needs.map((alternatives) => alternatives.filter((fields) => fields.every((need) => isSaid(told, need))));
  if (said.some((alternatives) => alternatives.length === 0)) return 'noData';
  const begun = said.every(
    (alternatives) => Math.min(...alternatives.flat().map((need) => earliest(told, need))) < end,
  );
  return begun ? null : 'noObservations';
};
