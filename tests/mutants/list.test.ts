import { describe, expect, it } from 'vitest';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import { mutations } from './list.ts';
import { mutated, problemOf } from './mutation.ts';

describe('the mutations of KPIs', () => {
  it('are of every KPI of the catalogue, and of no other', () => {
    expect(Object.keys(mutations).sort()).toEqual(catalogue.map(({ id }) => id).sort());
    expect(Object.entries(mutations).filter(([, list]) => list.length === 0)).toEqual([]);
  });

  it.each(Object.entries(mutations))('of %s change a text that stands once in its file', (kpi, list) => {
    expect(list.map((mutation) => problemOf(kpi, mutation)).filter((problem) => problem !== null)).toEqual([]);
  });

  it('are refused by name where their text is gone, or stands twice', () => {
    const mutation = { file: 'winRate.ts', find: 'won', replace: 'lost', why: '' };
    expect(mutated('a won deal', mutation)).toBe('a lost deal');
    const told = (times: number) =>
      `A mutation of winRate.ts changes the text \`won\`, which stands there ${times} times`;
    expect(() => mutated('a lost deal', mutation)).toThrow(told(0));
    expect(() => mutated('won is won', mutation)).toThrow(told(2));
  });
});
