/**
 * The date that a calendar on the wall shows at an instant, `YYYY-MM-DD`: what `localDate` says, without the weight of
 * `Temporal`, for the function that mails.
 *
 * @param instant epoch milliseconds
 * @throws RangeError for a zone that does not exist
 */
export const wallDate = (instant: number, timeZone: string): string => {
  const format = new Intl.DateTimeFormat('en', {
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  });
  const parts = format.formatToParts(instant);
  const of = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
};
