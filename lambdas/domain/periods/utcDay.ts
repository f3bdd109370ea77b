export const dayMs = 86_400_000;

/** The UTC day of an instant in epoch milliseconds, `YYYY-MM-DD`. */
export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
