import { html } from 'hono/html';
import type { Markup } from './layout.ts';

/** A column's heading; `number` sets it and its cells to the right. An empty one has no heading. */
export interface Column {
  readonly title: string;
  readonly number?: true;
}

/** A table that scrolls by itself, by keyboard too, where the page is narrower. `rows` are cells in the columns' order. */
export const table = (name: string, columns: readonly Column[], rows: readonly (readonly Markup[])[]): Markup =>
  html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${columns.map(
    ({ title, number }) =>
      title === '' ? html`<td></td>` : html`<th scope="col" class="${number ? 'number' : ''}">${title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => html`<td class="${columns[index]?.number ? 'number' : ''}">${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
