/** Exact decimals as canonical strings: no exponent, no sign on zero, no zeros that say nothing. */

const written = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/**
 * The canonical form of a decimal, `1200.50` → `1200.5`; `undefined` for what is not a plain decimal.
 *
 * Numbers are taken as their shortest decimal text, so `0.1` is one tenth. Those too large or too small to be
 * written without an exponent are not plain decimals.
 */
export const canonicalDecimal = (input: string | number): string | undefined => {
  const match = written.exec(typeof input === 'number' ? String(input) : input.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = whole.replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  const size = rest === '' ? digits : `${digits}.${rest}`;
  return sign === '-' && size !== '0' ? `-${size}` : size;
};

const compareSizes = (a: string, b: string): number => {
  const [wholeA = '', fractionA = ''] = a.split('.');
  const [wholeB = '', fractionB = ''] = b.split('.');
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  if (fractionA === fractionB) return 0;
  // Canonical fractions end in a digit that counts, so a longer one that starts the same is larger, as text is.
  return fractionA < fractionB ? -1 : 1;
};

/** Orders canonical decimals by size. */
export const compareDecimals = (a: string, b: string): number => {
  const negativeA = a.startsWith('-');
  const negativeB = b.startsWith('-');
  if (negativeA !== negativeB) return negativeA ? -1 : 1;
  return negativeA ? compareSizes(b.slice(1), a.slice(1)) : compareSizes(a, b);
};

/** Whether a canonical decimal is more than nothing. */
export const isAboveZero = (decimal: string): boolean => decimal !== '0' && !decimal.startsWith('-');

/** A decimal as `digits / 10 ** scale`. */
export interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

export const scaled = (decimal: string): Scaled => {
  const point = decimal.indexOf('.');
  return point === -1
    ? { digits: BigInt(decimal), scale: 0 }
    : { digits: BigInt(decimal.slice(0, point) + decimal.slice(point + 1)), scale: decimal.length - point - 1 };
};

/** `numerator / denominator` to the nearest integer, halves to the even one. `denominator` is positive. */
export const divideHalfEven = (numerator: bigint, denominator: bigint): bigint => {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  const up = twice > denominator || (twice === denominator && quotient % 2n !== 0n);
  return up ? quotient + (numerator < 0n ? -1n : 1n) : quotient;
};

/** `decimal × factor` in units of `10 ** -exponent`, rounded once, halves to even. */
export const toUnits = (decimal: string, exponent: number, factor: Scaled = { digits: 1n, scale: 0 }): bigint => {
  const { digits, scale } = scaled(decimal);
  const shift = exponent - scale - factor.scale;
  const product = digits * factor.digits;
  return shift >= 0 ? product * 10n ** BigInt(shift) : divideHalfEven(product, 10n ** BigInt(-shift));
};

/** `a − b`, exactly, in canonical form. */
export const subtractDecimals = (a: string, b: string): string => {
  const [left, right] = [scaled(a), scaled(b)];
  const scale = Math.max(left.scale, right.scale);
  const raised = ({ digits, scale: of }: Scaled): bigint => digits * 10n ** BigInt(scale - of);
  const difference = raised(left) - raised(right);
  const digits = String(difference < 0n ? -difference : difference).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const size = fraction === '' ? whole : `${whole}.${fraction}`;
  return difference < 0n ? `-${size}` : size;
};
