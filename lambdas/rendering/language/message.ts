import { IntlMessageFormat, MissingValueError } from 'intl-messageformat';
import { remembering } from './remembering.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * Whether a message is text with arguments, `{n} d`, and nothing else. What branches or quotes takes a parser to read;
 * `infra/bundle.ts`, which leaves the parser out, reads beforehand what is not plain.
 */
export const isPlain = (text: string): boolean => !/[{}']/.test(text.replace(/\{\w+\}/g, ''));

/** A message as a function of its values. Most need no library: where they are split once, they are only joined. */
export const messageOf = (text: string, locale: string): ((values: MessageValues) => string) => {
  if (!isPlain(text)) {
    const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    const said = remembering((values: string) => String(message.format(JSON.parse(values) as MessageValues)));
    return (values) => said(JSON.stringify(values));
  }
  // Text and names of arguments by turns.
  const parts = text.split(/\{(\w+)\}/);
  return (values) => {
    let said = '';
    parts.forEach((part, index) => {
      const value = index % 2 === 0 ? part : values[part];
      if (value === undefined) throw new MissingValueError(part, text);
      said += value;
    });
    return said;
  };
};
