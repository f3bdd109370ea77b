import type { Send } from '../domain/reviews/send.ts';
import { clean } from './language/clean.ts';
import type { Language } from './language/language.ts';
import { formatInstant, type PeriodNames } from './language/periods.ts';

const most = 200;

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
    reason: reason === null ? null : (find(`workspacePage.reasons.${reason}`) ?? clean(reason, 200)),
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
