import { describe, expect, it } from 'vitest';
import { columns, widthOf, widthsFor } from '../../lambdas/rendering/textLayout.ts';

const width = 36;

const laidOut = (rows: readonly (readonly string[])[]): string[] => {
  const widths = widthsFor(rows, width);
  return rows.flatMap((row) => columns(row, widths)).map((line) => line.replaceAll('\u00a0', ' '));
};

describe('columns of text', () => {
  it('stand apart, names on the left, values on the right', () => {
    expect(
      laidOut([
        ['Win rate', '28 %', '30 %'],
        ['Won revenue', '1.2 M', '990 K'],
      ]),
    ).toEqual(['Win rate                 28 %   30 %', 'Won revenue             1.2 M  990 K']);
  });

  it('let no row of wide values take the room of the names', () => {
    const lines = laidOut([
      ['Net revenue retention', '101 %', '102 %', '99 %'],
      ['Sales velocity', '12.3 K a day', '12.4 K a day', '12.5 K a day'],
    ]);
    expect(lines).toEqual([
      'Net revenue',
      'retention         101 %  102 %  99 %',
      'Sales velocity',
      '  12.3 K a day  12.4 K a day',
      '  12.5 K a day',
    ]);
    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  });

  it('break no word of a name: it stands over its values where one is wider than its column', () => {
    expect(laidOut([['Kundenzufriedenheit', '28 %', '30 %', '31 %', '32 %']])).toEqual([
      'Kundenzufriedenheit',
      '              28 %  30 %  31 %  32 %',
    ]);
  });
});
