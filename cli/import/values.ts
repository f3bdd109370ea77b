import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import type { Dates } from './dates.ts';
import { CellProblem } from './row.ts';
import type { Kind } from './vocabulary.ts';

export type Value = string | boolean;
export type Literal = string | number | boolean;

export type DecimalMark = '.' | ',';

/** How the cells and literals of a file become values of a kind. Both throw CellProblem. */
export interface Reading {
  readonly dates: Dates;
  decimal(text: string): string;
}

const grouped: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[+-]?\d{1,3}(?:[, \u00a0\u202f'’]\d{3})+(?:\.\d+)?$/,
  ',': /^[+-]?\d{1,3}(?:[. \u00a0\u202f'’]\d{3})+(?:,\d+)?$/,
};

/**
 * Reads decimals written with `mark`. Thousands may be set apart once the map says which mark is the decimal one:
 * without that, `1,234` would be a guess between a thousand and one.
 */
export const decimalReader = (mark: DecimalMark | undefined): ((text: string) => string) => {
  const point = mark ?? '.';
  const ungrouped = point === '.' ? /^[+-]?\d+(?:\.\d+)?$/ : /^[+-]?\d+(?:,\d+)?$/;
  return (text) => {
    const groups = mark !== undefined && grouped[mark].test(text);
    if (!groups && !ungrouped.test(text)) {
      const unsaid =
        mark === undefined && text.includes(',')
          ? ': say in the map which mark is the decimal one, `decimal: ","`'
          : '';
      throw new CellProblem(`${quoted(text)} is no number${unsaid}`);
    }
    const [whole = '', fraction] = text.split(point);
    return whole.replace(/[^\d+-]/g, '').replace('+', '') + (fraction === undefined ? '' : `.${fraction}`);
  };
};

const booleanOf = (text: string): boolean => {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw new CellProblem(`${quoted(text)} is neither true nor false: a table in the map says which it is`);
};

const choiceOf = (text: string, choices: readonly string[]): string => {
  if (choices.includes(text)) return text;
  throw new CellProblem(`${quoted(text)} is none of ${choices.join(', ')}: a table in the map says which it is`);
};

export const fromCell = (text: string, kind: Kind, { dates, decimal }: Reading): Value => {
  if (typeof kind === 'object') return choiceOf(text, kind);
  switch (kind) {
    case 'instant':
      return dates.cell(text);
    case 'decimal':
      return decimal(text);
    case 'boolean':
      return booleanOf(text);
    case 'text':
      return text;
  }
};

/** A value written in the map: decimals with a point, dates in ISO 8601, whatever the file's are written in. */
export const fromLiteral = (literal: Literal, kind: Kind, { dates }: Reading): Value => {
  const text = String(literal);
  if (kind === 'instant') return dates.literal(text);
  if (kind === 'decimal') return decimalReader(undefined)(text);
  if (typeof kind === 'object' && !kind.includes(text))
    throw new CellProblem(`unknown value ${quoted(text)}${suggestion(text, kind)}`);
  return kind === 'boolean' ? booleanOf(text) : text;
};
