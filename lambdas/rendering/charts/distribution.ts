import type { KpiResult } from '../../domain/reviews/document.ts';
import type { MessageName } from '../language/messages.ts';
import type { Reading } from '../reading.ts';
import type { BarTone } from './bars.ts';
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

const distributionOf = (reading: Reading, kpi: string, parts: readonly Part[]): Distribution => {
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
  const title = say('charts.distribution.title', { name: reading.nameOf(kpi) });
  const all = told.map(({ name, share }) => say('charts.distribution.part', { name, share }));
  return {
    title,
    label: say('charts.distribution.sentence', { name: reading.nameOf(kpi), parts: language.all(all) }),
    parts: told,
  };
};

interface Whole {
  /** Companions that are its parts, in the order in which they are drawn. */
  readonly parts: readonly (readonly [companion: string, name: MessageName, tone: BarTone])[];
  /** Whether these are counts rather than shares. */
  readonly counted: boolean;
}

/** The KPIs whose companions make up a whole. */
const wholes: Readonly<Partial<Record<string, Whole>>> = {
  nps: {
    parts: [
      ['promoters', 'charts.nps.promoters', 'good'],
      ['passives', 'charts.nps.passives', 'past'],
      ['detractors', 'charts.nps.detractors', 'bad'],
    ],
    counted: true,
  },
  customerHealthScore: {
    parts: [
      ['green', 'charts.health.green', 'good'],
      ['amber', 'charts.health.amber', 'past'],
      ['red', 'charts.health.red', 'bad'],
    ],
    counted: false,
  },
};

/** The parts that a KPI's companions tell of its whole; `null` where they tell none. */
export const partsOfWhole = (reading: Reading, { id, value, companions }: KpiResult): Distribution | null => {
  const whole = value === null ? undefined : wholes[id];
  if (!whole) return null;
  const values = whole.parts.flatMap(([part]) => companions.find((one) => one.id === part)?.value ?? []);
  const all = whole.counted ? values.reduce((sum, count) => sum + count, 0) : 1;
  if (values.length < whole.parts.length || all === 0) return null;
  const parts = whole.parts.map(([, name, tone], place): Part => {
    const told = values[place] as number;
    return { name: reading.language.say(name), share: told / all, count: whole.counted ? told : null, tone };
  });
  return distributionOf(reading, id, parts);
};
