import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { RecordsAnswer } from '../../../lambdas/flow/records/answer.ts';
import { packed, unpacked } from '../../../lambdas/flow/records/packed.ts';

/** An answer whose records say what hardly deflates. */
const answerOf = (count: number): RecordsAnswer => ({
  workspace: 'acme',
  period: '2026-10',
  kpi: 'wonDeals',
  scope: null,
  segment: [],
  asOf: '2026-11-02T12:00:00.000Z',
  unit: 'count',
  currency: 'EUR',
  value: count,
  numerator: null,
  denominator: null,
  n: count,
  missing: null,
  of: null,
  review: null,
  total: count,
  more: 0,
  records: Array.from({ length: count }, (_, index) => ({
    record: 'deal',
    source: 'crm',
    id: String(index),
    name: createHash('sha512').update(String(index)).digest('base64'),
    url: null,
    at: null,
    role: 'counted',
    fields: { lostReason: createHash('sha512').update(`reason ${index}`).digest('base64') },
  })),
});

it('an answer comes out of a job as it went in', () => {
  expect(unpacked(packed(answerOf(3)))).toEqual(answerOf(3));
});

it('an answer that is too long for a job has fewer records, the newest, and says how many it has not', () => {
  const text = packed(answerOf(4000));
  expect(text.length).toBeLessThan(300_001);
  const { total, more, records } = unpacked(text);
  expect([total, more + records.length, records[0]?.id]).toEqual([4000, 4000, '0']);
  expect(records.length).toBeGreaterThan(500);
});
