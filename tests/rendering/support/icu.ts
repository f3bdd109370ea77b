import { IntlMessageFormat } from 'intl-messageformat';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** What a message is made of, as the parser has it. */
export const astOf = (text: string, tag: string): Element[] =>
  new IntlMessageFormat(text, tag, undefined, { ignoreTag: true }).getAst();

/** All elements, those within branches too. */
const everyElement = (ast: readonly Element[]): Element[] =>
  ast.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => everyElement(value)) : []),
  ]);

/** The branches of each plural of a message. */
export const pluralsOf = (ast: readonly Element[]): string[][] =>
  everyElement(ast).flatMap((element) => ('pluralType' in element ? [Object.keys(element.options)] : []));

/** Its words, without arguments. */
export const wordsOf = (ast: readonly Element[]): string =>
  everyElement(ast)
    .map((element) => ('value' in element && !('options' in element) && element.type === 0 ? element.value : ' '))
    .join('');

const isPound = ({ type }: Element): boolean => type === 7;

/**
 * The arguments of a message, each once: `name`, of a select with its branches, `fiscal yes other`, of a count that is
 * told somewhere, `records #`.
 */
export const argumentsOf = (ast: readonly Element[]): string[] => {
  const told = new Map<string, string>();
  for (const element of everyElement(ast)) {
    if (element.type === 0 || isPound(element) || !('value' in element)) continue;
    const { value } = element;
    if (!('options' in element)) told.set(value, value);
    else if (!('pluralType' in element)) told.set(value, [value, ...Object.keys(element.options).sort()].join(' '));
    else {
      const isTold = Object.values(element.options).some((branch) => everyElement(branch.value).some(isPound));
      told.set(value, isTold ? `${value} #` : (told.get(value) ?? value));
    }
  }
  return [...told.values()].sort();
};
