import { describe, expect, it } from 'vitest';
import { companionOf, deal, kpiOf, type Posted, reviewOf } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const pipelineOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}, asOf?: string) => {
  const workspace = workspaceOf(configuration);
  return kpiOf(reviewOf(observations, { period: '2026-03', workspace, ...(asOf && { asOf }) }), 'pipelineValue');
};

const createdAt = '2026-01-01T00:00:00Z';
const open = (id: string, set: Readonly<Record<string, unknown>> = {}) => deal(id, { createdAt, ...set });

describe('pipeline value', () => {
  it('is what the deals open at the end are worth: 500 and 250; one of unknown amount is only counted', () => {
    const kpi = pipelineOf([open('a', { amount: 500 }), open('b', { amount: 250 }), open('c')]);
    expect(kpi).toMatchObject({
      value: 750,
      n: 2,
      leftOut: [{ code: 'noAmount', records: 1, example: 'standard:deal:c' }],
    });
    expect(companionOf(kpi, 'open')).toBe(3);
  });

  it('is of the instant just before the end', () => {
    const worth = (set: Readonly<Record<string, unknown>>) => pipelineOf([open('a', { amount: 10, ...set })]).value;
    const won = (closedAt: string) => ({ outcome: 'won', closedAt });
    expect(worth(won('2026-03-31T23:59:59.999Z'))).toBe(0);
    expect(worth(won('2026-04-01T00:00:00Z'))).toBe(10);
    expect(worth({ createdAt: '2026-03-31T23:59:59.999Z' })).toBe(10);
    expect(worth({ createdAt: '2026-04-01T00:00:00Z' })).toBe(0);
  });

  it("counts each with the amount of the period's end, not as last said", () => {
    const observations = [
      open('a', { amount: 10 }),
      deal('a', { amount: 20 }, '2026-03-31T23:59:59.999Z'),
      deal('a', { amount: 30 }, '2026-04-01T00:00:00Z'),
    ];
    expect(pipelineOf(observations).value).toBe(20);
  });

  it('does not know an amount that was first said later', () => {
    const observations = [open('a', { amount: 1 }), open('b'), deal('b', { amount: 30 }, '2026-04-01T00:00:00Z')];
    expect(pipelineOf(observations)).toMatchObject({ value: 1, leftOut: [{ code: 'noAmount', records: 1 }] });
  });

  it("converts at the rate of the period's last day", () => {
    const rates = { EUR: { '2026-01-01': 2, '2026-03-31': 3, '2026-04-01': 4 } };
    const observations = [open('a', { amount: 10, currency: 'EUR' })];
    expect(pipelineOf(observations, { rates, timeZone: 'Pacific/Auckland' }).value).toBe(30);
  });

  it('finds a deal that was won and reopened as it then was', () => {
    const observations = [
      open('a', { amount: 10 }),
      deal('a', { outcome: 'won', closedAt: '2026-02-10T00:00:00Z' }, '2026-02-10T00:00:00Z'),
      deal('a', { outcome: 'open' }, '2026-03-10T00:00:00Z'),
    ];
    const { value, trend } = pipelineOf(observations);
    expect(value).toBe(10);
    expect(trend.slice(-3).map((point) => point.value)).toEqual([10, 0, 10]);
  });

  it('lets a won deal that is now lost be closed all along', () => {
    const observations = [
      open('a', { amount: 10 }),
      deal('a', { outcome: 'won', closedAt: '2026-02-10T00:00:00Z' }, '2026-02-10T00:00:00Z'),
      deal('a', { outcome: 'lost', closedAt: '2026-04-10T00:00:00Z' }, '2026-04-10T00:00:00Z'),
    ];
    expect(pipelineOf(observations).value).toBe(0);
  });

  it('takes closedAt for the beginning of the close in force, whenever it was told', () => {
    const told = deal('a', { outcome: 'won', closedAt: '2026-03-10T00:00:00Z' }, '2026-06-01T00:00:00Z');
    const { trend } = pipelineOf([open('a', { amount: 10 }), told]);
    expect(trend.slice(-2).map((point) => point.value)).toEqual([10, 0]);
  });

  it('leaves out, and counts, what cannot be known', () => {
    const observations = [
      open('a', { amount: 10 }),
      open('closed some time', { amount: 10, outcome: 'lost' }),
      deal('created some time', { amount: 10 }),
      deal('long closed', { amount: 10, outcome: 'won', closedAt: '2026-02-01T00:00:00Z' }),
      open('not yet created', { amount: 10, createdAt: '2026-05-01T00:00:00Z', outcome: 'won' }),
    ];
    expect(pipelineOf(observations)).toMatchObject({
      value: 10,
      leftOut: [
        { code: 'noClosedAt', records: 1, example: 'standard:deal:closed some time' },
        { code: 'noCreatedAt', records: 1, example: 'standard:deal:created some time' },
      ],
    });
  });

  it('is missing, not 0, where no open deal has an amount', () => {
    const closed = open('a', { amount: 10, outcome: 'won', closedAt: '2026-02-01T00:00:00Z' });
    const kpi = pipelineOf([closed, open('b')]);
    expect(kpi).toMatchObject({ value: null, missing: { code: 'noAmounts' } });
    expect(companionOf(kpi, 'open')).toBe(1);
    expect(pipelineOf([closed])).toMatchObject({ value: 0, missing: null });
  });
});
