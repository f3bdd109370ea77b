import { count } from '../terminal/text.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** `40 s left`, `3 min left`, `1 h 20 min left`. */
const leftText = (milliseconds: number): string => {
  if (milliseconds < minute) return `${Math.ceil(milliseconds / second)} s left`;
  if (milliseconds < hour) return `${Math.ceil(milliseconds / minute)} min left`;
  const minutes = Math.ceil(milliseconds / minute);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
};

/** Before that nothing can be told of what is left. */
const earliest = second;

/**
 * Tells of an import how many rows are dealt with, how many that is in a second and how long the rest will take: what is
 * left is taken to go as fast as what is done.
 *
 * @param total bytes of the file
 * @param now milliseconds by any clock
 */
export const paceOf = (total: number, now: () => number): ((bytes: number, rows: number) => string) => {
  const begun = now();
  return (bytes, rows) => {
    const elapsed = now() - begun;
    if (elapsed < earliest || bytes === 0) return count(rows, 'row');
    const rate = Math.round((rows * second) / elapsed);
    const left = bytes < total ? `, ${leftText((elapsed * (total - bytes)) / bytes)}` : '';
    return `${count(rows, 'row')}, ${rate.toLocaleString('en')} a second${left}`;
  };
};
