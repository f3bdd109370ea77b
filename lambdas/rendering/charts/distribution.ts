import type { KpiResult } from '../../domain/reviews/document.ts';
import type { Reading } from '../reading.ts';
import type { BarTone } from './bars.ts';
import { answersOf } from './npsAnswers.ts';
import { percent, tenth } from './place.ts';

/** A whole in its parts, one bar, and the figures of each part below it. */
export interface Distribution {
  readonly title: string;
  readonly label: string;
  readonly parts: readonly {
    readonly name: string;
    readonly x: number;
    readonly width: number;
    readonly tone: BarTone;
    readonly share: string;
    /** How many; empty where only the share is known. */
    readonly count: string;
  }[];
}

interface Part {
  readonly name: string;
  readonly share: number;
  readonly count: number | null;
  readonly tone: BarTone;
}

const distributionOf = (reading: Reading, kpi: KpiResult, parts: readonly Part[]): Distribution => {
  const { language, figures } = reading;
  const { say } = language;
  let reached = 0;
  const told = parts.map(({ name, share, count, tone }) => {
    const x = tenth(reached);
    const width = percent(share, 1);
    reached += width;
    return {
      name,
      x,
      width,
      tone,
      share: figures.short(Math.round(share * 1000) / 1000, 'ratio'),
      count: count === null ? '' : figures.full(count, 'count'),
    };
  });
  const title = say('charts.distribution.title', { name: reading.nameOf(kpi.id) });
  const all = told.map(({ name, share }) => say('charts.distribution.part', { name, share }));
  return {
    title,
    label: say('charts.distribution.sentence', { name: reading.nameOf(kpi.id), parts: language.all(all) }),
    parts: told,
  };
};

/** Promoters, passives and detractors. */
const ofNps = (reading: Reading, kpi: KpiResult): Distribution | null => {
  const { say } = reading.language;
  const answers = answersOf(kpi);
  if (answers === null) return null;
  const { promoters, passives, detractors } = answers;
  const all = promoters + passives + detractors;
  const part = (name: string, count: number, tone: BarTone): Part => ({ name, share: count / all, count, tone });
  return distributionOf(reading, kpi, [
    part(say('charts.nps.promoters'), promoters, 'good'),
    part(say('charts.nps.passives'), passives, 'past'),
    part(say('charts.nps.detractors'), detractors, 'bad'),
  ]);
};

/** Customers that do well, that want watching, that do badly: shares, as the companions tell them. */
const ofHealth = (reading: Reading, kpi: KpiResult): Distribution | null => {
  const tones = { green: 'good', amber: 'past', red: 'bad' } as const;
  const parts = (['green', 'amber', 'red'] as const).flatMap((id): Part[] => {
    const share = kpi.companions.find((companion) => companion.id === id)?.value;
    return share == null
      ? []
      : [{ name: reading.language.say(`charts.health.${id}`), share, count: null, tone: tones[id] }];
  });
  return parts.length === 3 ? distributionOf(reading, kpi, parts) : null;
};

/** The parts that a KPI's document tells of its whole; `null` where it tells none. */
export const partsOfWhole = (reading: Reading, kpi: KpiResult): Distribution | null => {
  if (kpi.value === null) return null;
  if (kpi.id === 'nps') return ofNps(reading, kpi);
  return kpi.id === 'customerHealthScore' ? ofHealth(reading, kpi) : null;
};
