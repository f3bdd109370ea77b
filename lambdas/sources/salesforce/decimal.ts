/** As Java writes doubles, from ten million on: `1.0E7`. */
const scientific = /^([+-]?)(\d{1,20})(?:\.(\d{1,20}))?E([+-]?\d{1,2})$/i;
const most = 30;

/** As every number is written in a message, whole ones too. */
const wholeNumber = /^[+-]?\d+\.0$/;
/** Years in which dates of change events are told from numbers. */
const [earliest, latest] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];

/** A number without its exponent, digit for digit; anything else as it is. */
export const plainDecimal = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = ''] = scientific.exec(text) ?? [];
  const shift = Number(exponent);
  if (exponent === '' || Math.abs(shift) > most) return text;
  const point = whole.length + shift;
  const digits = `${'0'.repeat(Math.max(0, -point))}${whole}${fraction}`.padEnd(Math.max(0, point), '0');
  const place = Math.max(0, point);
  return `${sign}${digits.slice(0, place) || '0'}.${digits.slice(place) || '0'}`;
};

/** A date as messages write it, of the milliseconds that stand for it in change events; `undefined` of other numbers. */
const dateOf = (value: number): string | undefined => {
  if (!Number.isInteger(value) || value < earliest || value >= latest) return undefined;
  return new Date(value).toISOString().replace('T00:00:00.000Z', '');
};

/** A value as text, written the same whether a message tells it or a change event. */
export const plainText = (value: string | number): string => {
  if (typeof value === 'number') return dateOf(value) ?? String(value);
  const plain = plainDecimal(value);
  return wholeNumber.test(plain) ? plain.slice(0, -2) : plain;
};
