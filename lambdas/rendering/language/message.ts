import { IntlMessageFormat, MissingValueError } from 'intl-messageformat';

export type MessageValues = Readonly<Record<string, string | number>>;

/** Text and names of arguments by turns: `{n} d` is `''`, `n`, ` d`. `null` of what branches or quotes. */
const partsOf = (text: string): string[] | null =>
  /[{}']/.test(text.replace(/\{\w+\}/g, '')) ? null : text.split(/\{(\w+)\}/);

/** A message as a function of its values. Nine of ten have arguments and nothing else, which needs no library. */
export const messageOf = (text: string, locale: string): ((values: MessageValues) => string) => {
  const parts = partsOf(text);
  if (parts === null) {
    const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    return (values) => String(message.format(values));
  }
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
