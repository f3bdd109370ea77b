import { amountIn, shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { renewalAmount, renewalKept, renewalsDue } from './measures/renewals.ts';

/**
 * Renewed ÷ due, over renewals due in the period; early ones count where they were due. Undecided ones stand on neither
 * side while no more than `renewalGraceDays` × 24 hours have passed since their due date, after that they are lost: until
 * then the value is `stillOpen`. `byValue` is Σ min(renewed, old) ÷ Σ old; where no renewed amount is said it is the old
 * one. One of 100 renewed for 100, one of 200 for 300, one of 100 lost: 2 of 3, by value 0.75.
 */
export const renewalRate = kpi({
  id: 'renewalRate',
  name: 'Renewals',
  definition: 'Of the contracts due for renewal in the period, the share that was renewed.',
  formula: 'renewed ÷ due',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['service'],
  requires: [[['renewal.dueAt']]],
  source: 'common practice of subscription reports, renewal rate by due date',
  computed: shareOfPart(renewalsDue, 'renewed'),
  companions: [
    {
      id: 'byValue',
      unit: 'ratio',
      measures: [renewalAmount, renewalKept],
      value: ({ cell }) => {
        const old = amountIn(cell(renewalAmount));
        return old === 0 ? null : amountIn(cell(renewalKept)) / old;
      },
    },
  ],
  movesFor: ({ renewalGrace }) => renewalGrace,
});
