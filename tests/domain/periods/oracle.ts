/**
 * First instants of local days, found by asking `Intl.DateTimeFormat` what date it is at one instant after another:
 * slow and simple, and by another way than the code under test.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Years to try, `QUARTERDECK_ORACLE_YEARS=2024,2025,2026`; the current one by default. */
export const oracleYears = (process.env.QUARTERDECK_ORACLE_YEARS ?? String(new Date().getUTCFullYear()))
  .split(',')
  .map(Number);

/** Every zone that the runtime knows. */
export const allZones = Intl.supportedValuesOf('timeZone');

/** What date the zone's calendar shows at an instant, `YYYY-MM-DD`. */
export const dateReader = (timeZone: string): ((instant: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (instant) => format.format(instant);
};

const nextDate = (date: string): string => new Date(Date.parse(date) + day).toISOString().slice(0, 10);

/** The first instant of the days of a year and of the first of the next, by date. */
export const dayStarts = (timeZone: string, year: number): Map<string, number> => {
  const dateAt = dateReader(timeZone);
  /** Steps on from an instant before `date` until it is reached, then narrows the last step down. */
  const search = (from: number, step: number, date: string): number => {
    let after = from;
    while (dateAt(after) < date) after += step;
    let before = after - step;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (dateAt(middle) < date) before = middle;
      else after = middle;
    }
    return after;
  };
  let date = `${year}-01-01`;
  let start = search(Date.UTC(year, 0, 1) - 16 * hour, 15 * minute, date);
  const starts = new Map([[date, start]]);
  while (date <= `${year}-12-31`) {
    date = nextDate(date);
    // Nearly all days have 24 hours; where one has not, every minute is tried. A skipped day begins with the next.
    const usual = start + day;
    if (dateAt(start) < date)
      start = dateAt(usual - 1) < date && dateAt(usual) >= date ? usual : search(start, minute, date);
    starts.set(date, start);
  }
  return starts;
};
