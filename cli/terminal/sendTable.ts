import type { Send } from '../http/answers.ts';
import type { Printer } from './printer.ts';
import { minuteOf } from './text.ts';

/** What became of a send after it was given to the mail system, or why it was not; and the mail's subject. */
const noteOf = ({ feedback, reason, subject }: Send): string =>
  [feedback, reason, subject].filter((text) => text !== null && text !== '').join(' · ');

/** Prints entries of the ledger. */
export const printSends = (sends: readonly Send[], printer: Printer): void => {
  const { colours } = printer;
  const styles: Readonly<Record<string, (text: string) => string>> = {
    sent: colours.green,
    refused: colours.red,
    uncertain: colours.yellow,
  };
  printer.table(
    [{ title: 'period' }, { title: 'state' }, { title: 'since (UTC)' }, { title: 'recipient' }],
    sends.map(({ period, recipient, state, changedAt }) => [
      period,
      { text: state, style: styles[state] ?? ((text) => text) },
      minuteOf(changedAt),
      recipient,
    ]),
    sends.map((send) => ({ text: noteOf(send), style: colours.dim })),
  );
};
