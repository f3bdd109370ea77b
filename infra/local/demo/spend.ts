import { growthOf, hour, type Month, seasonOf } from './calendar.ts';
import { drawFor } from './draw.ts';
import { type Observation, said } from './observation.ts';

/** What a usual month costs beside the campaigns, in reais. */
const usual = { marketing: 15_000, sales: 40_000, retention: 8_000, service: 31_000 } as const;

/** What the hub's books say of each month, from its beginning on. */
export const spendOf = (months: readonly Month[]): Observation[] =>
  months
    .filter(({ index }) => index >= 0)
    .flatMap((month) =>
      Object.entries(usual).map(([category, amount]): Observation => {
        const { index, start, end } = month;
        const draw = drawFor(`spend/${category}/${index}`);
        const spent = amount * growthOf(month) * Math.sqrt(seasonOf(month)) * (0.95 + 0.1 * draw.unit());
        return {
          record: 'spend',
          id: `s-${category}-${index}`,
          // It is planned for the month as a whole, and booked when that begins.
          at: start + 2 * hour,
          set: { category, amount: Math.round(spent / 10) * 10, from: said(start), to: said(end) },
        };
      }),
    );
