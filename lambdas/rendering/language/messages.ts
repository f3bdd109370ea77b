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
 * Names of messages that `tree` lacks: all of English, and the name, definition and formula of every KPI, which
 * English takes from the catalogue.
 */
export const missingMessages = (tree: MessageTree, kpis: readonly string[]): string[] => {
  const known = flatten(tree);
  const wanted = [
    ...flatten(messages.en).keys(),
    ...kpis.flatMap((id) => ['name', 'definition', 'formula'].map((what) => `kpis.${id}.${what}`)),
  ];
  return wanted.filter((name) => !known.has(name));
};

/** The tags of an `Accept-Language` header, the most welcome first. */
const acceptedIn = (header: string): string[] =>
  header
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const weight = parameters.find((one) => /^q=/i.test(one))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);

const scriptOf = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script;

const parsed = (tag: string): Intl.Locale | null => {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
};

/** The language that a locale is spoken to in; `null` where there is none. */
const spokenFor = (locale: string, known: readonly string[]): string | null => {
  const asked = parsed(locale);
  if (asked === null) return null;
  const exact = [asked.baseName, asked.language].find((tag) => known.includes(tag));
  const sibling = (): string | undefined =>
    known.find((tag) => new Intl.Locale(tag).language === asked.language && scriptOf(tag) === scriptOf(asked.baseName));
  return exact ?? sibling() ?? null;
};

/**
 * The language in which all of a rendering is written: the reader's own, the same without its region, another
 * region's of the same language and script, else English.
 */
export const languageFor = (locale: string, known: readonly string[] = Object.keys(languages)): string =>
  spokenFor(locale, known) ?? 'en';

/** The most welcome locale of an `Accept-Language` header that a language is spoken for, else English. */
export const localeAccepted = (header: string | undefined, known: readonly string[] = Object.keys(languages)): string =>
  acceptedIn(header ?? '').find((tag) => spokenFor(tag, known) !== null) ?? 'en';
