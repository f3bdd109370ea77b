import type { Links, Rendered } from './render.ts';

/** A review as a plain letter, in lines of at most 72 characters (addresses excepted). */
export const renderText = (rendered: Rendered, links: Partial<Links> = {}): string => `${rendered.document.id}${links.csv ?? ''}`;
