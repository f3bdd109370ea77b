import type { Page } from 'playwright-core';

// Run in the page, where the names of the DOM are known.
const script = `[...document.querySelectorAll('tr.kpi')].flatMap((row) => {
  const topsOf = (selector) => [...row.querySelectorAll(selector)].map((cell) => Math.round(cell.getBoundingClientRect().top));
  const [own, compared] = [topsOf(':scope > th, :scope > .value'), topsOf(':scope > [data-label]')];
  const isWhole = new Set(own).size === 1 && new Set(compared).size <= 1 && compared.every((top) => top > own[0]);
  return isWhole ? [] : [row.id];
})`;

/**
 * The KPIs of a narrow page whose row falls apart: its value is not beside its name, or what it is compared with does
 * not stand below in one line.
 */
export const brokenRows = (page: Page): Promise<string[]> => page.evaluate<string[]>(script);
