/** What is wrong with a text that should name a period. */
export type PeriodErrorCode = 'form' | 'year' | 'quarter' | 'month' | 'date' | 'order' | 'empty';

/** A text names no period. The message says why, and which four forms there are. */
export class PeriodError extends Error {
  override readonly name = 'PeriodError';
  readonly code: PeriodErrorCode;

  constructor(text: string, code: PeriodErrorCode, reason: string, options?: ErrorOptions) {
    // The text may be anything that a URL can hold.
    const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
    super(`${shown} is no period: ${reason}. Write 2026-10, 2026-Q3, 2026 or 2026-10-01..2026-10-15.`, options);
    this.code = code;
  }
}
