import { describe, expect, it } from 'vitest';
import { scenarios } from '../../docs/costs/assumptions.ts';
import { monthOf } from '../../docs/costs/month.ts';
import { costOf } from '../../docs/costs/prices.ts';
import { readStack } from '../../docs/costs/stack.ts';
import { costs, readmeWithCosts, run, writtenCosts, writtenReadme } from '../../docs/costs.ts';
import { type Results, readResults } from '../../docs/performance/results.ts';

const results = readResults();
const stack = readStack();
const [idle, , million] = scenarios;
if (!idle || !million) throw new Error('The scenarios are gone.');

/** The results with one figure changed. */
const withFigure = (figure: string, unit: string, value: number): Results => ({
  ...results,
  units: {
    ...(results.units as Results[string]),
    figures: (results.units?.figures ?? []).map((one) =>
      one.figure === figure && one.unit === unit ? { ...one, value } : one,
    ),
  },
});

it('are written as they come out today', () => {
  expect(writtenCosts(), 'Run: npm run costs').toBe(costs());
  expect(writtenReadme(), 'Run: npm run costs').toBe(readmeWithCosts());
  expect(writtenReadme()).toContain('<!-- costs: written by npm run costs -->\n| | before the first webhook |');
});

it('are written by a command without arguments: with --help it explains itself, and of any other it says so', () => {
  const before = [writtenCosts(), writtenReadme()];
  expect(run(['--help'])).toEqual({ code: 0, said: expect.stringMatching(/^npm run costs\n/) });
  expect(run(['--month', '3'])).toEqual({
    code: 2,
    said: expect.stringMatching(/^--month is no option; nothing was written\./),
  });
  expect([writtenCosts(), writtenReadme()]).toEqual(before);
});

describe('the bill', () => {
  it('charges by the million, by ten thousand and by one, and takes off what is free', () => {
    expect(costOf('writes', 3_000_000)).toBe(1.875);
    expect(costOf('decryptions', 30_000)).toBeCloseTo(0.09, 10);
    expect(costOf('alarms', 38)).toBeCloseTo(3.8, 10);
    expect(costOf('alarms', 38, { free: true })).toBeCloseTo(2.8, 10);
    expect(costOf('queueRequests', 900_000, { free: true })).toBe(0);
  });

  it('follows the units that are measured', () => {
    const figure = 'a webhook of 1 KB that changes one record, translated one at a time';
    const writes = (from: Results): number => monthOf(from, stack, million).writes;
    const measured = results.units?.figures.find((one) => one.figure === figure && one.unit === 'write units');
    const more = (measured?.value ?? Number.NaN) + 1;
    expect(writes(withFigure(figure, 'write units', more)) - writes(results)).toBeCloseTo(1_000_000, 3);
  });

  it('says which bench to run where a figure is missing', () => {
    expect(() =>
      monthOf({ ...results, units: { ...(results.units as Results[string]), figures: [] } }, stack, idle),
    ).toThrow(/docs\/performance\.json\. Run: npm run bench -- units --write$/);
  });

  it('holds what is there before the first webhook', () => {
    const month = monthOf(results, stack, idle);
    expect(month).toMatchObject({ requests: 0, mails: 0, stored: 0, ticks: 2976, invocations: 2976, dashboards: 1 });
    expect(month.alarms).toBeGreaterThanOrEqual(stack.alarms);
    expect(month.queueRequests).toBeGreaterThan(1_000_000);
  });

  it('reads the template', () => {
    expect(stack).toMatchObject({ memory: { receive: 1024, feedback: 512 }, polledQueues: 2 });
  });
});
