import notice from '../../templates/compiled/notice.js';
import { paletteOf } from './colour.ts';
import { type Language, languageOf } from './language/language.ts';
import { fill } from './templates.ts';

/** Why there is no page to show: its link's time is over, it leads nowhere, or it is a preview's and was never to. */
export type Notice = 'expired' | 'unknown' | 'preview';

const contextOf = (kind: Notice, { locale, direction, say }: Language) => ({
  ...paletteOf(undefined),
  lang: locale,
  direction,
  title: say(`notices.${kind}.title`),
  text: say(`notices.${kind}.text`),
});

const template = fill<ReturnType<typeof contextOf>>(notice);

/** A page in place of one that cannot be shown; it tells nothing of whether there ever was one. */
export const renderNotice = (kind: Notice, locale = 'en'): string => template(contextOf(kind, languageOf(locale)));
