import type { Better, Category, Role, Unit } from '../reviews/document.ts';

/** What a reader is told of a KPI, in English; other languages say the same in `templates/messages/<locale>.json`. */
export interface KpiDescription {
  readonly id: string;
  readonly name: string;
  /** One sentence that a manager can check. */
  readonly definition: string;
  /** The formula in words, `won ÷ (won + lost)`. */
  readonly formula: string;
  readonly unit: Unit;
  readonly better: Better;
  readonly category: Category;
  /** Roles that see it beside `crm`, which sees all. */
  readonly audiences: readonly Role[];
  /** Fields without which it cannot be had, `deal.closedAt`; `|` separates alternatives. */
  readonly needs: readonly string[];
  /** Where the definition comes from. */
  readonly source: string;
}
