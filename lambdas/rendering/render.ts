import type { KpiDescription } from '../domain/kpis/kpi.ts';
import type { ReviewDocument, Role } from '../domain/reviews/document.ts';
import type { Configuration, Recipient } from '../domain/workspaces/schema.ts';

/** Everything that a rendering of a review is made from. */
export interface Rendered {
  readonly document: ReviewDocument;
  readonly configuration: Configuration;
  /** The built-in KPIs and the workspace's own. */
  readonly catalogue: readonly KpiDescription[];
  /** KPIs that lead, by role, as the catalogue has them. */
  readonly headlines: Readonly<Record<Role, readonly string[]>>;
  /** Whose reading it is: role, language, `kpis: {only, first}`, and the files that a mail carries for them. */
  readonly reader: Pick<Recipient, 'role' | 'locale' | 'kpis' | 'attachments'>;
}

/** Absolute addresses that a review links to. */
export interface Links {
  readonly review: string;
  readonly csv: string;
  readonly xlsx: string;
  readonly preferences: string;
  /** The page of the workspace, for who may open it. */
  readonly workspace?: string;
  /** Takes a one-click POST (RFC 8058). */
  readonly unsubscribe: string;
}
