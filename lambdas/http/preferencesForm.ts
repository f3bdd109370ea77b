import { type Choice, isPauseEnd, pauseEnd, pauses } from '../domain/workspaces/choice.ts';
import { attachments, subscriptions } from '../domain/workspaces/schema.ts';
import type { OpenedPreferences } from '../flow/ownPreferences.ts';
import { languages } from '../rendering/language/messages.ts';
import { type Filled, filledWith, languageSet } from '../rendering/preferencesForm.ts';
import type { PreferencesMistake } from '../rendering/preferencesPage.ts';

/** A form as it was posted: of a name that stands more than once all values. */
export type Posted = Readonly<Record<string, unknown>>;

/** What a form asks for. */
export type Asked =
  | { readonly what: 'subscribe'; readonly subscribed: boolean }
  | { readonly what: 'resume' }
  | { readonly what: 'save'; readonly choice: Choice }
  | { readonly what: 'nothing'; readonly mistake: PreferencesMistake; readonly filled: Filled };

const valuesOf = (form: Posted, name: string): readonly unknown[] => {
  const value = form[name];
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
};

const isOneOf = <Value extends string>(known: readonly Value[], value: unknown): value is Value =>
  known.some((one) => one === value);

/** How a pause can be asked for. */
export const ways: readonly Filled['pause'][] = ['none', 'month', 'quarter', 'date'];

/** The whole form. What of it cannot be is shown as it is kept, the rest as it was filled in. */
const saved = (form: Posted, { workspace, recipient, preferred, today }: OpenedPreferences): Asked => {
  const { configuration } = workspace;
  const kept = filledWith(configuration, recipient, preferred, today);
  const all = <Value extends string>(name: string, known: readonly Value[]) => {
    const values = valuesOf(form, name);
    const right = known.filter((one) => values.includes(one));
    return { right, isWhole: values.every((value) => isOneOf(known, value)) };
  };
  const cadences = all('cadences', subscriptions);
  const files = all('attachments', attachments);
  const knownLanguage = isOneOf(Object.keys(languages), form.locale);
  const knownPause = isOneOf(ways, form.pause);
  // As it was written, so that it can be corrected; no longer than a day is.
  const until = typeof form.until === 'string' ? form.until.slice(0, 10) : '';
  const filled: Filled = {
    cadences: cadences.isWhole ? cadences.right : kept.cadences,
    locale: knownLanguage ? String(form.locale) : kept.locale,
    attachments: files.isWhole ? files.right : kept.attachments,
    pause: isOneOf(ways, form.pause) ? form.pause : kept.pause,
    until,
  };
  if (!cadences.isWhole || !files.isWhole || !knownLanguage || !knownPause)
    return { what: 'nothing', mistake: 'badForm', filled };
  const { pause } = filled;
  if (pause === 'date' && !isPauseEnd(until, today)) return { what: 'nothing', mistake: 'badDate', filled };
  const pausedUntil = pause === 'none' ? null : pause === 'date' ? until : pauseEnd(today, pauses[pause]);
  return {
    what: 'save',
    choice: {
      cadences: cadences.right,
      locale: filled.locale === languageSet(configuration, recipient) ? null : filled.locale,
      attachments: files.right,
      pausedUntil,
    },
  };
};

/** What a form says: RFC 8058's one click, or one of the page's own; undefined when it is none of these. */
export const askedIn = (form: Posted, opened: OpenedPreferences): Asked | undefined => {
  if (form['List-Unsubscribe'] === 'One-Click' || form.subscribe === 'no')
    return { what: 'subscribe', subscribed: false };
  if (form.subscribe === 'yes') return { what: 'subscribe', subscribed: true };
  if (form.save === 'yes') return saved(form, opened);
  return form.pause === 'none' ? { what: 'resume' } : undefined;
};
