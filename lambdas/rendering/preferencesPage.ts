import preferencesTemplate from '../../templates/compiled/preferences.js';
import type { Preferred } from '../domain/ports.ts';
import { pauseBounds } from '../domain/workspaces/choice.ts';
import { asPreferred } from '../domain/workspaces/preferred.ts';
import type { Configuration, Recipient } from '../domain/workspaces/schema.ts';
import { paletteOf } from './colour.ts';
import { clean } from './language/clean.ts';
import { type Language, languageOf } from './language/language.ts';
import { formatDay } from './language/periods.ts';
import { type Filled, filledWith, formOf } from './preferencesForm.ts';
import { fill } from './templates.ts';

/** What a POST has done. */
type Told = 'subscribed' | 'unsubscribed' | 'resumed' | 'saved';
/** Why one has done nothing. */
export type PreferencesMistake = 'badDate' | 'badForm';

export interface PreferencesShown {
  readonly configuration: Configuration;
  /** As the configuration has them. */
  readonly recipient: Recipient;
  /** Whether the configuration has them at all. */
  readonly listed: boolean;
  readonly preferred: Preferred | undefined;
  /** The day at the workspace, `YYYY-MM-DD`. */
  readonly today: string;
  readonly told?: Told;
  readonly mistake?: PreferencesMistake;
  /** What was filled in where that is not what is kept. */
  readonly filled?: Filled;
}

const scopeOf = ({ scope = {} }: Recipient, { say, find, all }: Language): string | null => {
  const parts = Object.entries(scope).map(([by, key]) =>
    say('header.scopePart', {
      dimension: find(`dimensions.${by}`) ?? clean(by.replace(/^custom\./, ''), 40),
      label: clean(key, 60),
    }),
  );
  return parts.length === 0 ? null : say('header.scope', { scope: all(parts) });
};

const isSubscribed = ({ preferred }: PreferencesShown): boolean => (preferred?.unsubscribedAt ?? null) === null;

/** What stands above the form: what a post did or did not do, and why there is no mail. */
const notesOf = (shown: PreferencesShown, workspace: string, language: Language) => {
  const { listed, preferred, today, told, mistake } = shown;
  const { say } = language;
  const day = (date: string): string => formatDay(language, date, 'UTC');
  const { min, max } = pauseBounds(today);
  const { stoppedBy, pausedUntil = '' } = preferred ?? {};
  const subscribed = isSubscribed(shown);
  return {
    done: told === undefined ? null : say(`preferences.${told}`, { workspace }),
    wrong: mistake === undefined ? null : say(`preferences.${mistake}`, { min: day(min), max: day(max) }),
    stopped: !subscribed && stoppedBy !== undefined ? say(`preferences.${stoppedBy}`) : null,
    getsNone: subscribed && listed ? null : say('preferences.getsNone', { workspace }),
    paused: subscribed && pausedUntil > today ? say('preferences.paused', { date: day(pausedUntil) }) : null,
  };
};

const contextOf = (shown: PreferencesShown, language: Language) => {
  const { configuration, recipient, listed, preferred, today, mistake } = shown;
  const { locale, direction, say } = language;
  const workspace = clean(configuration.name ?? configuration.workspace);
  const [admin] = configuration.admins;
  const filled = shown.filled ?? filledWith(configuration, recipient, preferred, today);
  const subscribed = isSubscribed(shown);
  return {
    ...paletteOf(configuration.brand?.colour),
    lang: locale,
    direction,
    workspace,
    title: say('preferences.title', { email: clean(recipient.email, 254) }),
    ...notesOf(shown, workspace, language),
    resume: say('preferences.resume'),
    form: subscribed && listed ? formOf({ configuration, recipient, today, filled, mistake }, language) : null,
    scope: subscribed ? scopeOf(recipient, language) : null,
    quiet: subscribed,
    answer: subscribed ? 'no' : 'yes',
    button: say(subscribed ? 'preferences.unsubscribe' : 'preferences.subscribe'),
    comeBack: say('preferences.comeBack'),
    contact: admin === undefined ? null : say('preferences.contact', { admin: clean(admin, 254) }),
  };
};

const template = fill<ReturnType<typeof contextOf>>(preferencesTemplate);

/**
 * The page at `/u/{token}`: what a recipient gets and how, in forms that post to the page's own address. What answers a
 * post is the same page, saying what was done, in the language that was chosen.
 */
export const renderPreferences = (shown: PreferencesShown): string => {
  const { configuration, recipient, preferred } = shown;
  return template(contextOf(shown, languageOf(asPreferred(recipient, preferred).locale ?? configuration.locale)));
};
