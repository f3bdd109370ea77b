import { scopeOf } from './kpiView.ts';
import { kpisOf } from './reader.ts';
import { readingOf } from './reading.ts';
import type { Rendered } from './render.ts';
import { workbook } from './xlsx/workbook.ts';
import { sheetsOf } from './xlsxSheets.ts';

/** A review as a workbook for its reader: their KPIs in their order and their language, numbers as numbers. */
export const renderXlsx = (rendered: Rendered): Uint8Array => {
  const reading = readingOf(rendered);
  const { language, title, workspace } = reading;
  const scope = scopeOf(reading);
  const of = [`${workspace}: ${title}`, ...(scope === null ? [] : [language.say('header.scope', { scope })])];
  return workbook({
    title: of.join(' · '),
    created: rendered.document.computedAt,
    rightToLeft: language.direction === 'rtl',
    sheets: sheetsOf(reading, kpisOf(rendered)),
  });
};
