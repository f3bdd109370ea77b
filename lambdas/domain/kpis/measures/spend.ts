import { divideHalfEven } from '../../records/decimal.ts';
import { counting } from '../found.ts';
import type { Measure } from '../measure.ts';
import { amountOf, instantOf, type Subject, textOf } from '../subject.ts';

type Category = 'marketing' | 'sales' | 'retention' | 'service' | 'other';

/** The part of an amount that falls on the time up to `t`, rounded half to even: parts of periods then add up to the cent. */
const until = (total: number | bigint, from: number, to: number, t: number): bigint =>
  divideHalfEven(BigInt(total) * BigInt(Math.min(Math.max(t, from), to) - from), BigInt(to - from));

/**
 * What was spent in the period on some categories, in minor units, converted as of its beginning. Spend over several periods
 * is divided by elapsed time; without an end it falls on its beginning.
 */
const spentOn = (...categories: Category[]): Measure<Subject> => ({
  of: 'spend',
  keeps: 'sum',
  observe: (spend, tools, sink) => {
    const category = textOf(spend, 'category');
    if (category === null) {
      sink.leaveOut('noCategory');
      return;
    }
    if (!(categories as readonly string[]).includes(category)) return;
    const from = instantOf(spend, 'from');
    if (from === null) {
      sink.leaveOut('noFrom');
      return;
    }
    const to = instantOf(spend, 'to') ?? from;
    if (to < from) {
      sink.leaveOut('toBeforeFrom');
      return;
    }
    const found = amountOf(spend, tools, from);
    const deciding = { at: from, before: false };
    if (to === from) {
      for (const period of tools.periodsAt(from)) sink.put(period, deciding, found);
      return;
    }
    tools.periods.forEach(({ start, end }, period) => {
      if (to <= start || from >= end) return;
      const part = until(found.value, from, to, end) - until(found.value, from, to, start);
      sink.put(period, deciding, found.leftOut === null ? counting(part) : found);
    });
  },
});

export const spentOnWinning = spentOn('marketing', 'sales');
export const spentOnKeeping = spentOn('retention', 'service');
