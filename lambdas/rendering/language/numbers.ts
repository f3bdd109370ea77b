/** U+00A0. A number and its unit stay on one line. */
export const noBreak = '\u00a0';
/** U+2212. */
export const minus = '\u2212';

const formats = new Map<string, Intl.NumberFormat>();

const numberFormat = (locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.NumberFormat(locale, options);
  formats.set(name, format);
  return format;
};

const digits = new Set<Intl.NumberFormatPartTypes>(['integer', 'fraction', 'decimal', 'group']);

// Units in letters and signs stand off their number; 億 and the like belong to it.
const standsOff = ({ type, value }: Intl.NumberFormatPart): boolean =>
  type === 'currency' || type === 'percentSign' || (type === 'compact' && /\p{Script=Latin}/u.test(value));

/**
 * A number as `Intl.NumberFormat` has it, with two habits of our own: a true minus, and a no-break space between
 * number and unit even where the locale writes them together. Nothing is ever minus nothing.
 */
export const format = (locale: string, value: number, options: Intl.NumberFormatOptions): string => {
  const parts = numberFormat(locale, { signDisplay: 'negative', ...options }).formatToParts(value);
  return parts
    .map((part, index) => {
      const before = parts[index - 1];
      const apart =
        before !== undefined &&
        ((standsOff(part) && digits.has(before.type)) || (standsOff(before) && digits.has(part.type)));
      const text = part.type === 'minusSign' ? minus : part.value.replace(/\s/gu, noBreak);
      return apart ? `${noBreak}${text}` : text;
    })
    .join('');
};

/** Rounded to three significant digits. */
export const threeDigits = (value: number): number => Number(value.toPrecision(3));
