import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { kpisPage } from './kpis/page.ts';

/** Writes `docs/kpis.md` from the catalogue and the docstrings of its files. Run by `npm run kpis`; a test tells when it is stale. */

const file = path.join(import.meta.dirname, 'kpis.md');
const folder = path.join(import.meta.dirname, '../lambdas/domain/kpis');

/** The text of the comment before a KPI's declaration, its lines joined. */
const docstringOf = (id: string): string => {
  const source = readFileSync(path.join(folder, `${id}.ts`), 'utf8');
  const comment =
    source
      .slice(0, source.indexOf(`export const ${id} =`))
      .split('/**')
      .at(-1) ?? '';
  return comment
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim().replaceAll('\n', ' '))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
};

/** What `docs/kpis.md` should hold. */
export const kpis = (): string => kpisPage(docstringOf);

/** What it holds. */
export const writtenKpis = (): string => readFileSync(file, 'utf8');

if (process.argv[1] === import.meta.filename) writeFileSync(file, kpis());
