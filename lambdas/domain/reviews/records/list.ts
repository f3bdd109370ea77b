import type { Kpi } from '../../kpis/kpi.ts';
import { compareText } from '../../records/order.ts';
import { partShown } from '../breakdown.ts';
import { type Bound, keysNamed } from '../confines.ts';
import type { KpiResult, Missing, Unit } from '../document.ts';
import { labelsOf } from '../setup.ts';
import { Silence } from '../silence.ts';
import { Teller } from '../told.ts';
import type { Folded } from '../written.ts';
import type { Collector } from './collector.ts';
import { type ListedRecord, listedOf } from './listed.ts';

/** Which records are asked for. */
export interface RecordsWanted {
  readonly kpi: string;
  readonly segment: readonly Bound[];
  /** So many of them at most. */
  readonly most: number;
}

/** A KPI's value as of now, and the records that it is made of, the newest first. */
export interface RecordList {
  readonly unit: Unit;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  readonly missing: Missing | null;
  /** The stage that the value is of, where it is of one. */
  readonly of: KpiResult['of'];
  /** All that there are, told or not. */
  readonly total: number;
  readonly records: readonly ListedRecord[];
}

/** Where a KPI is told stage by stage, which one is asked for is no matter of where the records stand. */
const isOfStage = ({ computed }: Kpi, [dimension]: Bound): boolean => dimension === computed.over.partsBy;

/** The bounds within which a record must lie. */
export const boundsOf = (kpi: Kpi, { segment }: RecordsWanted): readonly Bound[] =>
  segment.filter((bound) => !isOfStage(kpi, bound));

/** None of a KPI's stages. */
const noStage = '';

/** The stage that is asked for; `undefined` where that is left to the KPI. */
const stageAsked = (kpi: Kpi, { pass, points, context, request }: Folded): string | undefined => {
  const asked = request.records?.segment.find((bound) => isOfStage(kpi, bound));
  if (!asked) return undefined;
  const [dimension, named] = asked;
  if (named === null) return noStage;
  const keys = keysNamed(dimension, named, context.identities);
  const stages = [...pass.slot(kpi.computed.over, 0, points.current).total.parts.keys()];
  return stages.sort(compareText).find((stage) => keys.has(stage)) ?? noStage;
};

/** @throws Error where no records were asked for, or of a KPI that the workspace does not have */
export const listOf = (folded: Folded, collector: Collector | undefined): RecordList => {
  const { request, context, points, tools, pass, stated, tellers, catalogue } = folded;
  const [kpi] = catalogue;
  if (!kpi || !collector)
    throw new Error('Only of a KPI of the workspace, asked for by its id, can records be listed.');
  const { received, asOf, workspace } = request;
  const silence = new Silence(tellers, points, { received, asOf });
  const teller = new Teller(pass, 0, points.periods, stated, tools, silence);
  const told = teller.told(kpi, points.current, stageAsked(kpi, folded));
  const { value, numerator, denominator, n, part, absent, withheld } = told;
  const { total, newest } = withheld ? { total: 0, newest: [] } : collector.behind(part);
  const slot = teller.slot(kpi.computed.over, points.current);
  return {
    unit: kpi.unit,
    value,
    numerator,
    denominator,
    n,
    missing: absent,
    of: partShown(kpi, slot, part === noStage ? undefined : part, labelsOf(workspace.configuration, context)),
    total,
    records: newest.flatMap((entry) => listedOf(entry, kpi, collector.before(entry.ref), workspace.configuration)),
  };
};
