import { compareDecimals } from '../../records/decimal.ts';
import { counting, type Found, leavingOut } from '../found.ts';
import { flow } from '../measure.ts';
import { type Subject, type Tools, textOf } from '../subject.ts';

type Decision = 'renewed' | 'lost';

/** What is still undecided when its grace is over is lost; before that nobody knows. */
const decisionOf = (renewal: Subject, { asOf, rules }: Tools, dueAt: number): Decision | null => {
  const outcome = textOf(renewal, 'outcome');
  if (outcome === 'renewed' || outcome === 'lost') return outcome;
  return asOf - dueAt > rules.renewalGrace ? 'lost' : null;
};

const undecided = leavingOut('undecided');
const due = { of: 'renewal', by: 'dueAt' } as const;

const decided = (found: (renewal: Subject, decision: Decision, tools: Tools, dueAt: number) => Found) =>
  flow({
    ...due,
    keeps: 'sum',
    find: (renewal, tools, dueAt) => {
      const decision = decisionOf(renewal, tools, dueAt);
      return decision === null ? undecided : found(renewal, decision, tools, dueAt);
    },
  });

/** Renewals by their due date: `renewed` or `lost`. */
export const renewalsDue = decided((_renewal, decision) => counting(0, decision));

const worth = (renewal: Subject, amount: string | null, { money }: Tools, dueAt: number): Found & object =>
  money.minor(amount, textOf(renewal, 'currency'), renewal.source, dueAt);

/** What they were worth before, in minor units. */
export const renewalAmount = decided((renewal, _decision, tools, dueAt) =>
  worth(renewal, textOf(renewal, 'amount'), tools, dueAt),
);

const lesser = (a: string, b: string): string => (compareDecimals(a, b) <= 0 ? a : b);

/** What of that was kept: of what was renewed, no more than it was worth before. */
export const renewalKept = decided((renewal, decision, tools, dueAt) => {
  const old = textOf(renewal, 'amount');
  const kept = old && lesser(old, textOf(renewal, 'renewedAmount') ?? old);
  const found = worth(renewal, kept, tools, dueAt);
  return decision === 'renewed' || found.leftOut !== null ? found : counting(0);
});
