import type { Send } from '../http/answers.ts';
import type { Printer } from './printer.ts';
import { table } from './table.ts';

/** Entries of the ledger as a table. */
export const sendLines = (sends: readonly Send[], colours: Printer['colours']): string[] => {
  const styles: Readonly<Record<string, (text: string) => string>> = {
    sent: colours.green,
    refused: colours.red,
    uncertain: colours.yellow,
  };
  return table(
    [
      { title: 'period' },
      { title: 'recipient' },
      { title: 'state' },
      { title: 'since' },
      { title: 'then' },
      { title: 'reason' },
      { title: 'subject' },
    ],
    sends.map(({ period, recipient, state, changedAt, feedback, reason, subject }) => [
      period,
      recipient,
      { text: state, style: styles[state] ?? ((text) => text) },
      changedAt,
      feedback ?? '',
      reason ?? '',
      subject ?? '',
    ]),
    colours.dim,
  );
};
