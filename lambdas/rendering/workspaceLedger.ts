import type { Send } from '../domain/reviews/send.ts';
import { clean } from './language/clean.ts';
import type { Language } from './language/language.ts';
import { formatInstant, type PeriodNames } from './language/periods.ts';

const most = 200;

/** By our own word; what the mail system said is in its own language, and stands where programs read the ledger. */
const reasonOf = ({ say, find }: Language, { state, reason }: Pick<Send, 'state' | 'reason'>): string | null => {
  if (reason === null) return null;
  const own = find(`workspacePage.reasons.${reason}`);
  if (own !== null) return own;
  if (state === 'refused') return say('workspacePage.reasons.refused');
  return state === 'queued' ? say('workspacePage.reasons.later') : null;
};

/** The entries of the ledger, period by period, without the subjects: these tell numbers, and may be of any scope. */
export const ledgerOf = (language: Language, periods: PeriodNames, sends: readonly Send[], zone: string) => {
  const { say, find } = language;
  const shown = sends.slice(0, most);
  const rowOf = ({ recipient, scope, state, reason, feedback, changedAt }: Send) => ({
    recipient: clean(recipient, 254),
    scope:
      scope === null
        ? say('workspacePage.everything')
        : language.all(
            Object.entries(scope).map(([by, key]) =>
              say('header.scopePart', {
                dimension: find(`dimensions.${by}`) ?? clean(by.replace(/^custom\./, ''), 40),
                label: clean(key, 60),
              }),
            ),
          ),
    state: say(`workspacePage.states.${state}`),
    isTrouble: state === 'refused' || state === 'uncertain',
    reason: reasonOf(language, { state, reason }),
    feedback: feedback === null ? null : (find(`workspacePage.feedbacks.${feedback}`) ?? clean(feedback, 60)),
    changed: formatInstant(language, new Date(changedAt).toISOString(), zone),
  });
  return {
    periods: [...new Set(shown.map(({ period }) => period))].map((period) => ({
      name: periods.heading(period),
      sends: shown.filter((send) => send.period === period).map(rowOf),
    })),
    more: sends.length > most ? say('workspacePage.ledgerMore', { count: sends.length - most }) : null,
  };
};
