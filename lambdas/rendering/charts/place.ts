/** Places in a drawing: shares of its width in percent, so that it fits any width, and pixels of its height. */

/** To a tenth: less cannot be seen, and would be carried along. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The share of a whole in percent, to a tenth; of nothing it is none. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : tenth((100 * part) / whole));
