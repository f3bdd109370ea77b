import { declaration, xml } from './xml.ts';

/** Cell styles of a workbook, by their place: these first, then one a number format. */
export const style = { text: 0, header: 1, apostrophe: 2, wrapped: 3 } as const;

const fixed = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>',
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  // It stays a text when somebody edits the cell.
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
];

/** Below this number formats are the program's own. */
const firstFormat = 164;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface Styles {
  /** The style of numbers in a format as spreadsheets write it, `0.0%`. */
  numbers(format: string): number;
  /** `xl/styles.xml`, of every format asked for so far. */
  part(): string;
}

export const createStyles = (): Styles => {
  const formats: string[] = [];
  return {
    numbers: (format) => {
      if (!formats.includes(format)) formats.push(format);
      return fixed.length + formats.indexOf(format);
    },
    part: () => {
      const listed = formats.map(
        (format, at) => `<numFmt numFmtId="${firstFormat + at}" formatCode="${xml(format)}"/>`,
      );
      const numbers = formats.map(
        (_, at) =>
          `<xf numFmtId="${firstFormat + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>`,
      );
      const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
      return [
        `${declaration}<styleSheet xmlns="${main}">`,
        formats.length === 0 ? '' : `<numFmts count="${formats.length}">${listed.join('')}</numFmts>`,
        `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>`,
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>',
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
        '<border><left/><right/><top/><bottom style="thin"><color rgb="FF8A9BAD"/></bottom><diagonal/></border></borders>',
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
        `<cellXfs count="${fixed.length + numbers.length}">${[...fixed, ...numbers].join('')}</cellXfs>`,
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
      ].join('');
    },
  };
};
