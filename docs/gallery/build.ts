import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { mailed } from '../../tests/rendering/support/mailed.ts';
import { otherPages } from './pages.ts';
import { situations } from './situations.ts';

/** Files of the gallery by their paths in it. */
export type Gallery = ReadonlyMap<string, string>;

const parts = ['mail.html', 'text.txt', 'page.html'] as const;

export const locales: readonly string[] = Object.keys(languages);

const pageLinks = {
  page: '/r/token',
  csv: '/r/token?format=csv',
  xlsx: '/r/token?format=xlsx',
  records: '/r/token/records',
  preferences: '/u/token',
};

const linked = (href: string, text: string): string => `<a href="${href}">${text}</a>`;

const row = (name: string, cells: readonly string[]): string =>
  `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

/** The page that leads to all others: a situation a row, a language a column. */
const indexPage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Gallery</title>
<style>
  body { font: 14px/1.6 system-ui, sans-serif; margin: 24px; color: #1f2328 }
  table { border-collapse: collapse }
  th, td { text-align: left; padding: 4px 16px 4px 0; border-bottom: 1px solid #d0d7de; white-space: nowrap }
</style>
</head>
<body>
<h1>Every template, in every language</h1>
<table>
<tr><th>Review</th>${locales.map((locale) => `<th>${locale}</th>`).join('')}</tr>
${Object.keys(situations)
  .map((name) =>
    row(
      name,
      locales.map((locale) =>
        parts.map((part) => linked(`${locale}/${name}/${part}`, part.replace(/\..*/, ''))).join(' · '),
      ),
    ),
  )
  .join('\n')}
</table>
<h2>Other pages</h2>
<table>
${Object.keys(otherPages)
  .map((name) =>
    row(
      name,
      locales.map((locale) => linked(`${locale}/${name}.html`, locale)),
    ),
  )
  .join('\n')}
</table>
</body>
</html>
`;

/** Renders all of it; the same from the same code. */
export const renderGallery = async (): Promise<Gallery> => {
  const files = new Map([['index.html', indexPage()]]);
  for (const locale of locales) {
    for (const [name, situation] of Object.entries(situations)) {
      const given = situation();
      const of = { ...given, reader: { ...given.reader, locale } };
      const { html, text } = await mailed(of);
      const rendered = [html, text, renderPage(of, pageLinks)];
      for (const [index, part] of parts.entries()) files.set(`${locale}/${name}/${part}`, rendered[index] ?? '');
    }
    for (const [name, render] of Object.entries(otherPages)) files.set(`${locale}/${name}.html`, render(locale));
  }
  return files;
};

/** Writes it into a folder, over what is there. */
export const writeGallery = async (folder: string): Promise<number> => {
  const files = await renderGallery();
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return files.size;
};
