import { type MessageValues, messageOf } from './message.ts';
import { flatten, languageFor, languages, type MessageName } from './messages.ts';
import { noBreak } from './numbers.ts';
import { remembering } from './remembering.ts';

/** How one rendering speaks: one language throughout, and the reader's own habits of numbers and dates in it. */
export interface Language {
  /** For dates and numbers, and as the document's `lang`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  say(name: MessageName, values?: MessageValues): string;
  /** The same on one line, whatever its width: a number and its unit. */
  sayTogether(name: MessageName, values?: MessageValues): string;
  /** A message that some languages have, or that is named by data; `null` where there is none. */
  find(name: string, values?: MessageValues): string | null;
  /** A name of ours as it stands within a sentence: small in languages that write common nouns so; `NPS` stays. */
  within(name: string): string;
  /** `a, b and c` */
  all(items: readonly string[]): string;
  /** `a, b or c` */
  any(items: readonly string[]): string;
}

const rightToLeft = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo']);

const small = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

const create = (tag: string, locale: string): Language => {
  const texts = flatten(languages[tag] ?? {});
  // Reading a message costs more than formatting it, and most renderings need few of them.
  const messages = new Map<string, ReturnType<typeof messageOf>>();
  const find = (name: string, values: MessageValues = {}): string | null => {
    const known = messages.get(name);
    if (known) return known(values);
    const text = texts.get(name);
    if (text === undefined) return null;
    const message = messageOf(text, locale);
    messages.set(name, message);
    return message(values);
  };
  const list = (type: 'conjunction' | 'disjunction') => {
    const format = new Intl.ListFormat(locale, { type });
    return (items: readonly string[]): string => format.format(items);
  };
  return {
    locale,
    direction: rightToLeft.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr',
    say: (name, values) => find(name, values) ?? name,
    sayTogether: (name, values) => (find(name, values) ?? name).replaceAll(' ', noBreak),
    find,
    within: (name) => (find('names.withinSentence') === 'small' ? small(name) : name),
    all: list('conjunction'),
    any: list('disjunction'),
  };
};

const createdFor = remembering((tag: string) => remembering((locale: string) => create(tag, locale)));

/** Language, script and region: what numbers and dates depend on, and few enough to remember. */
const plain = (tag: string): string => {
  const { language, script, region } = new Intl.Locale(tag);
  return [language, script, region].filter(Boolean).join('-');
};

/** The language for a reader's locale. Numbers follow the reader's region where the language is the reader's. */
export const languageOf = remembering((locale: string): Language => {
  const tag = languageFor(locale);
  return createdFor(tag)(tag !== 'en' || /^en(-|$)/i.test(locale) ? plain(locale) : tag);
});
