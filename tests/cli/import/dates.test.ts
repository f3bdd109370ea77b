import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../../cli/import/dateFormat.ts';
import { datesOf, isAfter, later } from '../../../cli/import/dates.ts';
import { CellProblem } from '../../../cli/import/row.ts';

describe('a date format', () => {
  test.each([
    ['M/d/yyyy', '3/1/2017', '2017-03-01T00:00:00Z'],
    ['M/d/yyyy', '12/31/2017', '2017-12-31T00:00:00Z'],
    ['dd.MM.yyyy', '01.03.2017', '2017-03-01T00:00:00Z'],
    ['yyyy-MM-dd HH:mm', '2017-03-01 17:05', '2017-03-01T17:05:00Z'],
    ['yyyyMMdd', '20170301', '2017-03-01T00:00:00Z'],
    ['yyyy/MM-dd|HH', '2017/03-01|17', '2017-03-01T17:00:00Z'],
    ['d/M/yyyy H:mm:ss', '1/3/2017 9:05:07', '2017-03-01T09:05:07Z'],
    ['M/d/yyyy h:mm a', '3/1/2017 12:05 AM', '2017-03-01T00:05:00Z'],
    ['M/d/yyyy h:mm a', '3/1/2017 12:05 PM', '2017-03-01T12:05:00Z'],
    ['M/d/yyyy h:mm a', '3/1/2017 3:05 p.m.', '2017-03-01T15:05:00Z'],
    ['epoch', '1488358800000', '2017-03-01T09:00:00Z'],
    ['epoch', '1488358800', '2017-03-01T09:00:00Z'],
    ['ISO', '2017-03-01T09:30:00.000+0000', '2017-03-01T09:30:00Z'],
    ['ISO', '2017-03-01', '2017-03-01T00:00:00Z'],
    ['ISO', '2017-03-01 09:30', '2017-03-01T09:30:00Z'],
    ['ISO', '2017-03-01T09:30:00-03:00', '2017-03-01T12:30:00Z'],
    ['ISO', '2017-03-01T09:30:00.250Z', '2017-03-01T09:30:00.25Z'],
  ])('%s reads %s', (format, text, instant) => {
    expect(formatProblem(format)).toBeUndefined();
    expect(datesOf([format], { times: 'UTC', days: 'UTC' }).cell(text)).toBe(instant);
  });

  test.each([
    ['M/d/yyyy', '31/12/2017'],
    ['M/d/yyyy', '2/30/2017'],
    ['M/d/yyyy', '3/1/17'],
    ['M/d/yyyy', '3/1/2017 10:00'],
    ['M/d/yyyy', ' 3/1/2017'],
    ['dd.MM.yyyy', '1.3.2017'],
    ['dd.MM.yyyy', '01x03x2017'],
    ['M/d/yyyy h:mm a', '3/1/2017 13:05 PM'],
    ['epoch', 'yesterday'],
    ['ISO', '1 March 2017'],
    ['ISO', '2017-13-01'],
  ])('%s refuses %s', (format, text) => {
    expect(() => datesOf([format], { times: 'UTC', days: 'UTC' }).cell(text)).toThrow(CellProblem);
  });

  test.each([
    ['MM/DD/YYYY', 'did you mean "dd"'],
    ['M/d', 'no year'],
    ['yyyy', 'no month'],
    ['M/M/yyyy', 'month twice'],
    ['d/M/yyyy mm', 'no hour'],
    ['dd MMM yyyy', '"MMM"'],
  ])('%s is refused as a format: %s', (format, said) => {
    expect(formatProblem(format)).toContain(said);
  });
});

describe('the zone of dates', () => {
  test('makes a day begin at local midnight, summer and winter', () => {
    const { cell } = datesOf(['M/d/yyyy'], { times: 'Europe/Berlin', days: 'Europe/Berlin' });
    expect(cell('1/15/2017')).toBe('2017-01-14T23:00:00Z');
    expect(cell('7/15/2017')).toBe('2017-07-14T22:00:00Z');
  });

  test('a midnight that a clock change skips is the first instant of the day', () => {
    // Clocks in São Paulo went from 23:59:59 on 14 October 2017 straight to 01:00.
    expect(datesOf(['M/d/yyyy'], { times: 'America/Sao_Paulo', days: 'America/Sao_Paulo' }).cell('10/15/2017')).toBe(
      '2017-10-15T03:00:00Z',
    );
  });

  test('a time that a clock change repeats is the first of the two', () => {
    expect(
      datesOf(['yyyy-MM-dd HH:mm'], { times: 'Europe/Berlin', days: 'Europe/Berlin' }).cell('2017-10-29 02:30'),
    ).toBe('2017-10-29T00:30:00Z');
  });

  test('does not move a date that carries its own offset', () => {
    expect(datesOf(['ISO'], { times: 'Asia/Tokyo', days: 'Asia/Tokyo' }).cell('2017-03-01T00:00:00+01:00')).toBe(
      '2017-02-28T23:00:00Z',
    );
  });

  test('is asked for where neither the map nor the date says it', () => {
    const { cell } = datesOf(['ISO'], { times: undefined, days: undefined });
    expect(cell('2017-03-01T00:00:00Z')).toBe('2017-03-01T00:00:00Z');
    expect(() => cell('2017-03-01')).toThrow('zone');
  });

  test('holds for a date written in the map, which is ISO whatever the format of the file', () => {
    expect(datesOf(['M/d/yyyy'], { times: 'America/New_York', days: 'America/New_York' }).literal('2017-12-31')).toBe(
      '2017-12-31T05:00:00Z',
    );
  });
});

test('the same text is read the same way again', () => {
  const { cell } = datesOf(['M/d/yyyy'], { times: 'UTC', days: 'UTC' });
  const texts = Array.from({ length: 12_000 }, (_, day) => `1/${(day % 28) + 1}/${2000 + Math.floor(day / 28)}`);
  expect(texts.map(cell)).toEqual(texts.map(cell));
});

test('time added is elapsed time, across a clock change too', () => {
  // Berlin's clocks went back at 01:00Z on 29 October 2017.
  expect(later('2017-10-29T00:30:00Z', 90, 'minutes')).toBe('2017-10-29T02:00:00Z');
  expect(later('2017-10-29T00:30:00Z', 1.5, 'hours')).toBe('2017-10-29T02:00:00Z');
  expect(later('2017-10-29T00:30:00Z', 5400, 'seconds')).toBe('2017-10-29T02:00:00Z');
});

test('instants compare by time, not by text', () => {
  expect(isAfter('2017-03-01T00:00:00.5Z', '2017-03-01T00:00:00Z')).toBe(true);
  expect(isAfter('2017-03-01T00:00:00Z', '2017-03-01T00:00:00.5Z')).toBe(false);
  expect(isAfter('2017-03-01T00:00:00Z', '2017-03-01T00:00:00Z')).toBe(false);
});
