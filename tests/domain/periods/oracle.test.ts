import { beforeAll, describe, expect, it } from 'vitest';
import { localDate, startOfLocalDay } from '../../../lambdas/domain/periods/localDay.ts';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import { allZones, dateReader, dayStarts, oracleYears } from './oracle.ts';

const twoDigits = (size: number): string => String(size).padStart(2, '0');

const timeout = 60_000;

describe.each(oracleYears)('boundaries of %i in every zone, against a search over instants', { timeout }, (year) => {
  const starts = new Map<string, Map<string, number>>();

  beforeAll(() => {
    for (const zone of allZones) starts.set(zone, dayStarts(zone, year));
  }, timeout);

  it('knows the first instant of every local day', () => {
    expect(starts.size).toBeGreaterThan(300);
    const wrong: string[] = [];
    for (const [zone, days] of starts)
      for (const [date, start] of days)
        if (startOfLocalDay(date, zone) !== start) wrong.push(`${zone} ${date}: ${new Date(start).toISOString()}`);
    expect(wrong).toEqual([]);
  });

  it('cuts the year into months, quarters, the year and a range where its days begin', () => {
    const names: [name: string, firstDay: string, dayAfter: string][] = [
      [`${year}`, `${year}-01-01`, `${year + 1}-01-01`],
      [`${year}-03-08..${year}-11-01`, `${year}-03-08`, `${year}-11-02`],
    ];
    const firstOf = (month: number) => (month < 12 ? `${year}-${twoDigits(month + 1)}-01` : `${year + 1}-01-01`);
    for (let month = 0; month < 12; month += 1)
      names.push([`${year}-${twoDigits(month + 1)}`, firstOf(month), firstOf(month + 1)]);
    for (let quarter = 0; quarter < 4; quarter += 1)
      names.push([`${year}-Q${quarter + 1}`, firstOf(3 * quarter), firstOf(3 * quarter + 3)]);
    const wrong: string[] = [];
    for (const [timeZone, days] of starts)
      for (const [name, firstDay, dayAfter] of names) {
        const { start, end } = parsePeriod(name, { timeZone, fiscalYearStart: 1 });
        if (start !== days.get(firstDay) || end !== days.get(dayAfter)) wrong.push(`${timeZone} ${name}`);
      }
    expect(wrong).toEqual([]);
  });

  it('tells the local date at either side of every midnight of a month', () => {
    const wrong: string[] = [];
    for (const [zone, days] of starts) {
      const dateAt = dateReader(zone);
      for (const [date, start] of days)
        if (date.endsWith('-01'))
          for (const instant of [start - 1, start])
            if (localDate(instant, zone) !== dateAt(instant)) wrong.push(`${zone} ${new Date(instant).toISOString()}`);
    }
    expect(wrong).toEqual([]);
  });
});
