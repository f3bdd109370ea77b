import type { ReviewDocument } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { Attachment } from '../domain/workspaces/schema.ts';
import { renderReaderCsv } from './csv.ts';
import type { Rendered } from './render.ts';
import { renderXlsx } from './xlsx.ts';

/** A review's numbers as a file to keep. */
export interface ReviewFile {
  /** Of ASCII letters, digits, `.`, `=`, `_` and `-`: `acme-2026-10.xlsx`. */
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

export const contentTypes: Readonly<Record<Attachment, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const longestName = 120;

/** `acme-2026-10.csv`; of a scope, `acme-2026-10-owner=ana.csv`. */
export const fileName = (
  { workspace, period, scope }: Pick<ReviewDocument, 'workspace' | 'period' | 'scope'>,
  format: Attachment,
): string => {
  const parts = [workspace, period, ...(scope ? [scopeName(scope)] : [])];
  return `${parts
    .join('-')
    .replace(/[^\w.=-]/g, '_')
    .slice(0, longestName)}.${format}`;
};

const contentOf = { csv: (rendered: Rendered) => Buffer.from(renderReaderCsv(rendered)), xlsx: renderXlsx } as const;

/** A review as a file for its reader, in their language. It holds what the document holds, and so what its scope does. */
export const renderFile = (rendered: Rendered, format: Attachment): ReviewFile => ({
  name: fileName(rendered.document, format),
  contentType: contentTypes[format],
  content: contentOf[format](rendered),
});
