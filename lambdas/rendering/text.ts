import text from '../../templates/compiled/text.js';
import type { Links, Rendered } from './render.ts';
import { fill } from './templates.ts';
import { textContextOf } from './textContext.ts';
import { type Viewed, viewOf } from './view.ts';

const template = fill<ReturnType<typeof textContextOf>>(text);

/** The letter for a view that is at hand. */
export const textOf = ({ view, reading }: Viewed, links: Partial<Links>): string =>
  template(textContextOf(view, reading.language, links));

/**
 * A review as a plain letter, in lines of at most 72 characters (addresses excepted).
 *
 * @throws TypeError for a link that is neither https nor on this machine
 */
export const renderText = (rendered: Rendered, links: Partial<Links> = {}): string => textOf(viewOf(rendered), links);
