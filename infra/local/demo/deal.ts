import type { Company, Person, Product } from './company.ts';

/** Kommo's stages that close a deal, in every pipeline. */
export const won = '142';
export const lost = '143';

/**
 * Stages of the pipeline by Kommo's ids, with the median of days that a deal stays in each, and of a hundred deals
 * that are lost how many are lost from there.
 */
export const stages = [
  { id: '54423918', days: 2.5, share: 36 },
  { id: '54423922', days: 4, share: 18 },
  { id: '54423926', days: 7, share: 14 },
  { id: '54423930', days: 6, share: 20 },
  { id: '54423934', days: 10, share: 12 },
] as const;

/** What happened to a deal. Instants are epoch milliseconds of whole seconds. */
export type DealEvent = { readonly at: number } & (
  | { readonly kind: 'add' }
  /** A field of the lead was filled in, and names the instant of the first contact. */
  | { readonly kind: 'answered'; readonly contact: number }
  | { readonly kind: 'priced'; readonly price: number }
  | { readonly kind: 'owned'; readonly owner: Person }
  | { readonly kind: 'moved'; readonly status: string }
);

/** One deal from its beginning to its end, whether that has come by now or not. */
export interface Deal {
  /** Kommo's id of the lead. */
  readonly id: string;
  readonly company: Company;
  /** The customer's number where the company was one already. */
  readonly customer: number | null;
  readonly region: string;
  readonly source: string;
  readonly product: Product;
  readonly quantity: number;
  /** As first asked, in reais. */
  readonly price: number;
  /** Of the machines, in reais. */
  readonly cost: number;
  readonly kind: 'new' | 'upsell' | 'cross-sell' | 'renewal';
  /** The id at the hub of the campaign that brought it. */
  readonly campaign: string | null;
  /** Whose it was at first. */
  readonly owner: Person;
  /** Why it was lost, if it was. */
  readonly lostReason: string;
  /** In order of time; the first is its `add`. */
  readonly events: readonly DealEvent[];
}

/** When a deal was won; undefined when it was lost. */
export const wonAt = ({ events }: Deal): number | undefined => {
  const last = events.at(-1);
  return last?.kind === 'moved' && last.status === won ? last.at : undefined;
};
