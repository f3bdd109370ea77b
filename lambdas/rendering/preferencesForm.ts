import type { Preferred } from '../domain/ports.ts';
import { pauseBounds, pauseEnd, pauses } from '../domain/workspaces/choice.ts';
import { asPreferred } from '../domain/workspaces/preferred.ts';
import { attachments, type Configuration, type Recipient, subscriptions } from '../domain/workspaces/schema.ts';
import { clean } from './language/clean.ts';
import { type Language, languageOf } from './language/language.ts';
import { languageFor, languages } from './language/messages.ts';
import { formatDay } from './language/periods.ts';

/** What is ticked and written in the form, as it is posted. */
export interface Filled {
  readonly cadences: readonly string[];
  /** One of the languages that there are. */
  readonly locale: string;
  readonly attachments: readonly string[];
  readonly pause: 'none' | keyof typeof pauses | 'date';
  /** Of a pause until a day: that. */
  readonly until: string;
}

/** The language that a recipient is written to in where they chose none. */
export const languageSet = ({ locale }: Pick<Configuration, 'locale'>, recipient: Recipient): string =>
  languageFor(recipient.locale ?? locale);

/** The form as it is filled in with what is kept. */
export const filledWith = (
  configuration: Configuration,
  recipient: Recipient,
  preferred: Preferred | undefined,
  today: string,
): Filled => {
  const wanted = asPreferred(recipient, preferred);
  const { pausedUntil = '' } = preferred ?? {};
  const paused = pausedUntil > today;
  return {
    cadences: wanted.reviews,
    locale: languageSet(configuration, wanted),
    attachments: wanted.attachments ?? [],
    pause: paused ? 'date' : 'none',
    until: paused ? pausedUntil : '',
  };
};

interface Form {
  readonly configuration: Configuration;
  readonly recipient: Recipient;
  readonly today: string;
  readonly filled: Filled;
  readonly mistake: string | undefined;
}

/** The fields of the form, and of each what the configuration says. */
export const formOf = ({ configuration, recipient, today, filled, mistake }: Form, language: Language) => {
  const { say, all } = language;
  const workspace = clean(configuration.name ?? configuration.workspace);
  const day = (date: string): string => formatDay(language, date, 'UTC');
  const setBy = (choices: readonly string[]): string =>
    choices.length === 0
      ? say('preferences.setNone', { workspace })
      : say('preferences.setBy', { workspace, choices: all(choices) });
  const ownName = (tag: string): string => languageOf(tag).say('preferences.ownName');
  const pause = (value: Filled['pause'], label: string) => ({ value, label, checked: filled.pause === value });
  return {
    cadences: {
      legend: say('preferences.reviews', { workspace, role: say(`roles.${recipient.role}`) }),
      set: setBy(recipient.reviews.map((one) => language.within(say(`cadences.${one}`)))),
      none: filled.cadences.length === 0 ? say('preferences.noneChosen') : null,
      options: subscriptions.map((value) => ({
        value,
        label: say(`cadences.${value}`),
        checked: filled.cadences.includes(value),
      })),
    },
    language: {
      legend: say('preferences.language'),
      set: setBy([ownName(languageSet(configuration, recipient))]),
      options: Object.keys(languages).map((value) => ({
        value,
        label: ownName(value),
        checked: filled.locale === value,
      })),
    },
    attachments: {
      legend: say('preferences.attachments'),
      set: setBy((recipient.attachments ?? []).map((one) => say(`preferences.${one}`))),
      options: attachments.map((value) => ({
        value,
        label: say(`preferences.${value}`),
        checked: filled.attachments.includes(value),
      })),
    },
    pause: {
      legend: say('preferences.pause'),
      hint: say('preferences.pauseHint'),
      options: [
        pause('none', say('preferences.pauseNone')),
        pause('month', say('preferences.pauseMonth', { date: day(pauseEnd(today, pauses.month)) })),
        pause('quarter', say('preferences.pauseQuarter', { date: day(pauseEnd(today, pauses.quarter)) })),
        pause('date', say('preferences.pauseDate')),
      ],
      until: { label: say('preferences.pauseUntil'), value: filled.until, ...pauseBounds(today) },
      invalid: mistake === 'badDate',
    },
    save: say('preferences.save'),
  };
};
