/** As Java writes doubles, from ten million on: `1.0E7`. */
const scientific = /^([+-]?)(\d{1,20})(?:\.(\d{1,20}))?E([+-]?\d{1,2})$/i;
const most = 30;

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
