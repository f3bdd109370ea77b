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

// Units in letters and signs stand off their number; 億 and the like belong to it. A percent sign stands as the language
// has it, `28,4 %` in Spanish and `28,4%` in Portuguese; in English off its number, as units do.
const standsOff = ({ type, value }: Intl.NumberFormatPart, english: boolean): boolean =>
  type === 'currency' || (type === 'percentSign' && english) || (type === 'compact' && /\p{Script=Latin}/u.test(value));

/** What a large amount is counted in, in words: `juta`. Of amounts of money CLDR has it in letters only. */
const wordIn = (locale: string, value: number, options: Intl.NumberFormatOptions): string | undefined => {
  if (options.style !== 'currency' || options.compactDisplay !== 'long') return undefined;
  const { style: _, currency: __, ...plain } = options;
  return numberFormat(locale, plain)
    .formatToParts(value)
    .find(({ type }) => type === 'compact')?.value;
};

/**
 * A number as `Intl.NumberFormat` has it, with two habits of our own: a true minus, and a no-break space between
 * number and unit even where the locale writes them together. Nothing is ever minus nothing.
 */
export const format = (locale: string, value: number, options: Intl.NumberFormatOptions): string => {
  const parts = numberFormat(locale, { signDisplay: 'negative', ...options }).formatToParts(value);
  const english = /^en\b/.test(locale);
  const word = wordIn(locale, value, options);
  return parts
    .map((part, index) => {
      const before = parts[index - 1];
      const apart =
        before !== undefined &&
        ((standsOff(part, english) && digits.has(before.type)) ||
          (standsOff(before, english) && digits.has(part.type)));
      const text =
        part.type === 'minusSign'
          ? minus
          : part.type === 'compact' && word !== undefined
            ? word
            : part.value.replace(/\s/gu, noBreak);
      return apart ? `${noBreak}${text}` : text;
    })
    .join('');
};

/** Rounded to three significant digits, or as many more. */
export const threeDigits = (value: number, more = 0): number => Number(value.toPrecision(3 + more));
