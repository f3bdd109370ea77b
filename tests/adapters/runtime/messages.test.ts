import { describe, expect, it } from 'vitest';
import type { RecordsMessage, ReplayMessage, ReviewMessage } from '../../../lambdas/domain/ports.ts';
import { reviewOrReplay } from '../../../lambdas/runtime/messages.ts';

const of = { workspace: 'acme', source: 'kommo' };
const step = { kind: 'replay', ...of, job: 'job-1', step: 3 } as const;

// Whole: what is not carried here is lost on the way.
const review: Required<ReviewMessage> = {
  workspace: 'acme',
  period: '2026-10',
  baseline: '2026-09-01..2026-09-15',
  asOf: 5,
  scopes: [null, { owner: 'ana' }],
  recipients: ['ana@acme.example'],
  late: [],
  byHand: true,
  job: null,
};
const records: RecordsMessage = {
  kind: 'records',
  workspace: 'acme',
  period: '2026-10',
  scope: { region: 'south' },
  kpi: 'winRate',
  segment: [
    ['owner', 'ana'],
    ['source', null],
  ],
  most: 100,
  asOf: 5,
  job: 'job-2',
};
const messages: readonly (RecordsMessage | ReplayMessage | ReviewMessage)[] = [
  { ...step, cursor: { phase: 'translate', generation: 2, settings: 'sha256:1', pass: 1, began: 7, from: 5 } },
  { ...step, cursor: { phase: 'catchUp', from: 5 } },
  { ...step, cursor: { phase: 'settle', from: 5 } },
  { kind: 'cleanUp', ...of, generation: 1, notBefore: 9 },
  review,
  records,
];

describe('a message of the queue of reviews', () => {
  it.each(messages)('is what was sent: %j', (message) => {
    expect(reviewOrReplay.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each([
    { workspace: 'acme' },
    { ...step },
    { ...step, cursor: { phase: 'translate', from: 5 } },
    { ...step, cursor: { phase: 'other', from: 5 } },
    { kind: 'cleanUp', ...of, generation: 'all', notBefore: 9 },
    { ...records, segment: [['owner']] },
  ])('is refused when it is none: %j', (message) => {
    expect(reviewOrReplay.safeParse(message).success).toBe(false);
  });
});
