import type { Scope } from '../../domain/reviews/document.ts';
import type { RecordList } from '../../domain/reviews/records/list.ts';

/** A number as a review told it. */
export interface ReviewedValue {
  readonly id: string;
  readonly version: number;
  readonly computedAt: string;
  readonly value: number | null;
  readonly n: number;
}

/** The records behind a number. Its names are promises of the API. */
export interface RecordsAnswer extends Omit<RecordList, 'of'> {
  readonly workspace: string;
  readonly period: string;
  readonly kpi: string;
  readonly scope: Scope | null;
  /** A key is `null` where the field is to be missing. */
  readonly segment: readonly { readonly by: string; readonly key: string | null }[];
  /** The instant as of which all of it is, ISO 8601. */
  readonly asOf: string;
  /** Of values of money. */
  readonly currency: string;
  readonly of: NonNullable<RecordList['of']> | null;
  /** The same number in the review that was sent, else in the latest; `null` where there is none, or it does not tell it. */
  readonly review: ReviewedValue | null;
  /** How many of `total` are not among `records`. */
  readonly more: number;
}
