import { messages } from '../../../templates/compiled/messages.ts';

/** Messages as their file has them: ICU messages under nested names. */
export interface MessageTree {
  readonly [name: string]: string | MessageTree;
}

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** The name of a message that every language has. */
export type MessageName = Leaves<(typeof messages)['en']>;

export const languages: Readonly<Record<string, MessageTree>> = messages;

/** Every message by its dotted name. */
export const flatten = (tree: MessageTree, prefix = ''): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${name}`, value]] : [...flatten(value, `${prefix}${name}.`)],
    ),
  );

/**
 * Names of messages that `tree` lacks: all of English, and the name and definition of every KPI, which English
 * takes from the catalogue.
 */
export const missingMessages = (tree: MessageTree, kpis: readonly string[]): string[] => {
  const known = flatten(tree);
  const wanted = [
    ...flatten(messages.en).keys(),
    ...kpis.flatMap((id) => [`kpis.${id}.name`, `kpis.${id}.definition`]),
  ];
  return wanted.filter((name) => !known.has(name));
};

const scriptOf = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script;

/**
 * The language in which all of a rendering is written: the reader's own, the same without its region, another
 * region's of the same language and script, else English.
 */
export const languageFor = (locale: string, known: readonly string[] = Object.keys(languages)): string => {
  let asked: Intl.Locale;
  try {
    asked = new Intl.Locale(locale);
  } catch {
    return 'en';
  }
  const exact = [asked.baseName, asked.language].find((tag) => known.includes(tag));
  const sibling = (): string | undefined =>
    known.find((tag) => new Intl.Locale(tag).language === asked.language && scriptOf(tag) === scriptOf(asked.baseName));
  return exact ?? sibling() ?? 'en';
};
