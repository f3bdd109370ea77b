import type { KpiResult } from '../../domain/reviews/document.ts';
import { segmentNames } from '../breakdowns.ts';
import type { Reading } from '../reading.ts';
import type { Bars } from './bars.ts';
import { percent } from './place.ts';

/** Stages that the eye still takes in. */
const most = 12;

/**
 * Of the deals that left each stage, how many went on: the stage that most left first, as deals pass through them.
 * `null` where fewer than two stages are known.
 */
export const funnelOf = (reading: Reading, kpi: KpiResult): Bars | null => {
  const { say } = reading.language;
  const stages = kpi.segments
    .flatMap((segment) => {
      const { by, key, other, numerator, denominator, value } = segment;
      if (by !== 'stage' || key === null || other || numerator === null || denominator === null || value === null)
        return [];
      return [{ segment, wentOn: numerator, left: denominator, share: value }];
    })
    .sort((a, b) => b.left - a.left);
  if (stages.length < 2) return null;
  const shown = stages.slice(0, most);
  const nameOf = segmentNames(reading, kpi, 'stage');
  const widest = shown[0]?.left ?? 0;
  const weakest = shown.find(({ segment }) => segment.key === kpi.of?.key);
  return {
    title: say('charts.funnel.title'),
    sentence:
      weakest === undefined
        ? say('charts.funnel.about')
        : say('charts.funnel.sentence', {
            stage: nameOf(weakest.segment),
            wentOn: reading.figures.full(weakest.wentOn, 'count'),
            left: reading.figures.full(weakest.left, 'count'),
          }),
    rows: shown.map(({ segment, wentOn, left, share }) => {
      const on = percent(wentOn, widest);
      const gone = percent(left - wentOn, widest);
      return {
        label: nameOf(segment),
        bar: [
          ...(on > 0 ? [{ x: 0, width: on, tone: 'accent' as const }] : []),
          ...(gone > 0 ? [{ x: on, width: gone, tone: 'past' as const }] : []),
        ],
        value: reading.tell(kpi, share),
        full: null,
        basis: say('values.of', {
          numerator: reading.figures.full(wentOn, 'count'),
          denominator: reading.figures.full(left, 'count'),
        }),
      };
    }),
    more: stages.length > most ? say('page.moreRows', { count: stages.length - most }) : null,
  };
};
