/** What has come of an import so far. */
export interface Tally {
  /** Rows read, those that could not be read included. */
  rows: number;
  /** Observations that were made of them. */
  observations: number;
  accepted: number;
  /** Lines that could not be read, and observations that could not be made or were refused. */
  rejected: number;
  /** Entries of the map that a row said nothing for: no id, no cell, or not of `when`. */
  skipped: number;
}

export const newTally = (): Tally => ({ rows: 0, observations: 0, accepted: 0, rejected: 0, skipped: 0 });
