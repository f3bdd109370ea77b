import type { KpiResult } from '../../domain/reviews/document.ts';
import type { Reading } from '../reading.ts';
import type { Bars } from './bars.ts';
import { bridgeOf } from './bridge.ts';
import { type Distribution, partsOfWhole } from './distribution.ts';
import { funnelOf } from './funnel.ts';

/** The charts that some KPIs have beside their trend, those that the reader's KPIs have something to draw for. */
export interface Figures {
  readonly bars: readonly Bars[];
  readonly distributions: readonly Distribution[];
}

const some = <T>(one: T | null): T[] => (one === null ? [] : [one]);

export const figuresOfPage = (reading: Reading, kpis: readonly KpiResult[]): Figures => {
  const find = (id: string): KpiResult[] => some(kpis.find((kpi) => kpi.id === id) ?? null);
  return {
    bars: [
      ...find('stageConversion').flatMap((kpi) => some(funnelOf(reading, kpi))),
      ...find('netNewMrr').flatMap((kpi) => some(bridgeOf(reading, kpi, kpis))),
    ],
    distributions: kpis.flatMap((kpi) => some(partsOfWhole(reading, kpi))),
  };
};
