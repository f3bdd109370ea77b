import { visible } from './mailed.ts';

/** Cells of a table of a mail, each as the lines that stand in it; what only phones are shown is left out. */
export interface TableRow {
  readonly name: string;
  readonly cells: readonly (readonly string[])[];
}

const linesOf = (cell: string): string[] =>
  cell
    .replace(/<span class="phone">.*?<\/span>/g, '')
    .split('<br>')
    .map((line) => visible(line).replace(/^ +| +$/g, ''));

/** The rows of the table that is called so, in their order; none where there is no such table. */
export const tableOf = (html: string, label: string): TableRow[] => {
  const start = html.indexOf(`aria-label="${label}"`);
  const table = start < 0 ? '' : (html.slice(start).split(/<\/tbody>\s*<\/table>/)[0] ?? '');
  return table
    .split('<tr class="kpi"')
    .slice(1)
    .map((row) => {
      const [[name = ''] = [], ...cells] = row
        .split(/<t[hd] class="row[^"]*"[^>]*>/)
        .slice(1)
        .map(linesOf);
      return { name, cells };
    });
};

/** The lines of a section of the text part, without its title. */
export const sectionOf = (text: string, title: string): string[] => {
  const lines = text.split('\n');
  const start = lines.findIndex((line, at) => line === title && /^-+$/.test(lines[at + 1] ?? ''));
  const rest = start < 0 ? [] : lines.slice(start + 2);
  const end = rest.findIndex((line) => /^-+$/.test(line));
  return end < 0 ? rest : rest.slice(0, end - 1);
};

/** Whether a name, whose last line this is, stands in the lines up to it. */
const endsHere = (lines: readonly string[], at: number, last: string, name: string): boolean =>
  last === name || (at > 0 && name.endsWith(` ${last}`) && endsHere(lines, at - 1, `${lines[at - 1]} ${last}`, name));

/** A row of a section, by the name that stands before its cells, or over them; and what is said under it, part by part. */
export const rowOf = (
  lines: readonly string[],
  name: string,
): { readonly cells: readonly string[]; readonly said: readonly string[] } | undefined => {
  const at = lines.findIndex((line, place) => {
    const [last = '', ...cells] = line.split(/ {2,}/);
    return last !== '' && cells.length > 0 && endsHere(lines, place, last, name);
  });
  const over = lines.findIndex((line, place) => !/ {2}/.test(line) && endsHere(lines, place, line, name));
  if (at < 0 && over < 0) return undefined;
  const [row, cells] =
    at < 0 ? [over + 1, (lines[over + 1] ?? '').trim()] : [at, (lines[at] ?? '').replace(/^.*? {2,}/, '')];
  const under = lines.slice(row + 1);
  const end = under.findIndex((line) => !line.startsWith('  '));
  const said = (end < 0 ? under : under.slice(0, end)).map((line) => line.trim()).join(' ');
  return { cells: cells.split(/ {2,}/), said: said.split(' · ') };
};
