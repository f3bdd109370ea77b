import preferencesTemplate from '../../templates/compiled/preferences.js';
import type { Configuration, Recipient } from '../domain/workspaces/schema.ts';
import { paletteOf } from './colour.ts';
import { clean } from './language/clean.ts';
import { type Language, languageOf } from './language/language.ts';
import { fill } from './templates.ts';

export interface Preferences {
  readonly configuration: Configuration;
  readonly recipient: Recipient;
  readonly subscribed: boolean;
  /** Whether this answers a POST, and so confirms what it did. */
  readonly confirmed: boolean;
}

const contextOf = (
  { configuration, recipient, subscribed, confirmed }: Preferences,
  { locale, direction, say, find, all }: Language,
) => {
  const workspace = clean(configuration.name ?? configuration.workspace);
  const [admin] = configuration.admins;
  const scope = Object.entries(recipient.scope ?? {}).map(([by, key]) =>
    say('header.scopePart', {
      dimension: find(`dimensions.${by}`) ?? clean(by.replace(/^custom\./, ''), 40),
      label: clean(key, 60),
    }),
  );
  return {
    ...paletteOf(configuration.brand?.colour),
    lang: locale,
    direction,
    workspace,
    title: say('preferences.title', { email: clean(recipient.email, 254) }),
    done: confirmed ? say(subscribed ? 'preferences.subscribed' : 'preferences.unsubscribed', { workspace }) : null,
    subscribed,
    gets: say('preferences.gets', { workspace, role: say(`roles.${recipient.role}`) }),
    getsNone: say('preferences.getsNone', { workspace }),
    cadences: recipient.reviews.map((cadence) => say(`cadences.${cadence}`)),
    scope: scope.length === 0 ? null : say('header.scope', { scope: all(scope) }),
    answer: subscribed ? 'no' : 'yes',
    button: say(subscribed ? 'preferences.unsubscribe' : 'preferences.subscribe'),
    comeBack: say('preferences.comeBack'),
    contact: admin === undefined ? null : say('preferences.contact', { admin: clean(admin, 254) }),
  };
};

const template = fill<ReturnType<typeof contextOf>>(preferencesTemplate);

/**
 * The page at `/u/{token}`: what a recipient gets, and one button. Its form posts to the page's own address,
 * `subscribe=no` to unsubscribe and `subscribe=yes` to come back; what answers the post is the same page, confirmed.
 */
export const renderPreferences = (preferences: Preferences): string =>
  template(contextOf(preferences, languageOf(preferences.recipient.locale ?? preferences.configuration.locale)));
