import type { KpiResult, TargetResult } from '../domain/reviews/document.ts';
import { isUnfinished } from '../domain/reviews/weight.ts';
import type { Tone } from './change.ts';
import { noBreak } from './language/numbers.ts';
import type { Reading } from './reading.ts';

export interface TargetView {
  /** `≥ 30 %` */
  readonly text: string;
  /** `at least 30 %` */
  readonly words: string;
  readonly status: 'met' | 'missed' | null;
  /** The status in words, `missed`; while what adds up is not all there, where it is going. */
  readonly word: string | null;
  readonly tone: Tone;
}

/** `on pace for 1,240 (1,100 to 1,400)` */
const paceOf = (reading: Reading, kpi: KpiResult, pace: NonNullable<TargetResult['pace']>): string => {
  const { say } = reading.language;
  const value = reading.tell(kpi, pace.value);
  if (pace.low === null || pace.high === null) return say('targets.pace', { value });
  return say('targets.paceRange', { value, low: reading.tell(kpi, pace.low), high: reading.tell(kpi, pace.high) });
};

/** A missed target as it was missed: by falling short of one bound, or by exceeding the other. */
export const missOf = ({
  target,
  value,
}: KpiResult): { readonly how: 'below' | 'above'; readonly bound: number } | null => {
  if (target?.status !== 'missed' || value === null) return null;
  const { atLeast, atMost } = target;
  if (atLeast !== undefined && value < atLeast) return { how: 'below', bound: atLeast };
  return atMost === undefined ? null : { how: 'above', bound: atMost };
};

/** A KPI's value; the more exactly, the closer it came to the target that it missed. */
export const valueTold = (reading: Reading, kpi: KpiResult): string => {
  const value = kpi.value ?? 0;
  return reading.tellApart(kpi, value, missOf(kpi)?.bound ?? value);
};

export const targetOf = (reading: Reading, kpi: KpiResult): TargetView | null => {
  const { target } = kpi;
  if (target === null) return null;
  const { atLeast, atMost } = target;
  const isUnderWay = isUnfinished(kpi, reading.rendered.document.status);
  const status = isUnderWay ? null : target.status;
  const pace = isUnderWay && target.pace ? paceOf(reading, kpi, target.pace) : null;
  const { say, all } = reading.language;
  const miss = missOf(kpi);
  const told = (bound: number): string =>
    bound === miss?.bound ? reading.tellApart(kpi, bound, kpi.value ?? bound) : reading.tell(kpi, bound);
  const bounds = [
    ...(atLeast === undefined ? [] : [{ sign: '≥', name: 'targets.atLeast' as const, value: told(atLeast) }]),
    ...(atMost === undefined ? [] : [{ sign: '≤', name: 'targets.atMost' as const, value: told(atMost) }]),
  ];
  if (bounds.length === 0) return null;
  return {
    text: bounds.map(({ sign, value }) => `${sign}${noBreak}${value}`).join(', '),
    words: all(bounds.map(({ name, value }) => say(name, { value }))),
    status,
    word: status ? say(status === 'met' ? 'targets.met' : 'targets.missed') : pace,
    tone: status === 'met' ? 'good' : status === 'missed' ? 'bad' : 'neutral',
  };
};
