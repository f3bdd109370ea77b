import { areaOf, type Layout, type Sheet, sheetPart } from './sheet.ts';
import { createStyles } from './styles.ts';
import { declaration, xml } from './xml.ts';
import { zip } from './zip.ts';

export interface Workbook extends Layout {
  /** What it tells of itself: when it came to be, ISO 8601. No person is named. */
  readonly created: string;
  readonly sheets: readonly Sheet[];
}

const formats = 'http://schemas.openxmlformats.org';
const office = `${formats}/officeDocument/2006/relationships`;
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const packages = 'application/vnd.openxmlformats-package';

const longestName = 31;

/** Names that spreadsheets take for sheets: short, without what addresses are written with, each once. */
export const sheetNames = (wanted: readonly string[]): string[] => {
  const names: string[] = [];
  for (const text of wanted) {
    const plain =
      text
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Sheet';
    const isTaken = (name: string): boolean => names.some((other) => other.toLowerCase() === name.toLowerCase());
    let name = plain.slice(0, longestName).trim();
    for (let number = 2; isTaken(name); number += 1)
      name = `${plain.slice(0, longestName - 1 - String(number).length).trim()} ${number}`;
    names.push(name);
  }
  return names;
};

const types = (sheets: readonly Sheet[]): string => {
  const override = (part: string, type: string): string => `<Override PartName="/${part}" ContentType="${type}"/>`;
  return [
    `${declaration}<Types xmlns="${formats}/package/2006/content-types">`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Default Extension="rels" ContentType="${packages}.relationships+xml"/>`,
    override('xl/workbook.xml', `${content}.sheet.main+xml`),
    override('xl/styles.xml', `${content}.styles+xml`),
    ...sheets.map((_, at) => override(`xl/worksheets/sheet${at + 1}.xml`, `${content}.worksheet+xml`)),
    override('docProps/core.xml', `${packages}.core-properties+xml`),
    '</Types>',
  ].join('');
};

const relationships = (of: readonly (readonly [type: string, target: string])[]): string => {
  const entries = of.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`);
  return `${declaration}<Relationships xmlns="${formats}/package/2006/relationships">${entries.join('')}</Relationships>`;
};

const properties = ({ title, created }: Workbook): string => {
  const at = new Date(created).toISOString();
  return `${declaration}<cp:coreProperties xmlns:cp="${formats}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`;
};

const book = ({ sheets }: Workbook): string => {
  const names = sheetNames(sheets.map(({ name }) => name));
  const listed = names.map((name, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  // Excel keeps where filters are in a name as well, and which rows are printed on every page in one only.
  const defined = sheets.map((sheet, at) => {
    const quoted = xml(`'${names[at]?.replaceAll("'", "''")}'!`);
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${quoted}${areaOf(sheet, '$')}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted}$1:$1</definedName>`,
    ].join('');
  });
  return `${declaration}<workbook xmlns="${formats}/spreadsheetml/2006/main" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>${listed.join('')}</sheets><definedNames>${defined.join('')}</definedNames></workbook>`;
};

/**
 * Sheets as an XLSX workbook (ECMA-376). Numbers are numbers; every text is a text, and never a formula. The same sheets
 * are the same bytes.
 *
 * Written by hand: libraries that write this bring 75 KB, for which the function that mails has no room, stamp the
 * archive with the time, and set no filters.
 */
export const workbook = (made: Workbook): Uint8Array => {
  const styles = createStyles();
  const { sheets } = made;
  const parts = sheets.map(
    (sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetPart(sheet, styles, made)] as const,
  );
  return zip(
    new Map([
      ['[Content_Types].xml', types(sheets)],
      [
        '_rels/.rels',
        relationships([
          [`${office}/officeDocument`, 'xl/workbook.xml'],
          [`${formats}/package/2006/relationships/metadata/core-properties`, 'docProps/core.xml'],
        ]),
      ],
      ['docProps/core.xml', properties(made)],
      ['xl/workbook.xml', book(made)],
      [
        'xl/_rels/workbook.xml.rels',
        relationships([
          ...sheets.map((_, at) => [`${office}/worksheet`, `worksheets/sheet${at + 1}.xml`] as const),
          [`${office}/styles`, 'styles.xml'],
        ]),
      ],
      ['xl/styles.xml', styles.part()],
      ...parts,
    ]),
  );
};
