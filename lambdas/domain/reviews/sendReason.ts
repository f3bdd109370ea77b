import type { NoMail } from '../workspaces/preferred.ts';

/** Those of our own reasons that do not say by themselves what they mean. */
const words = {
  noLongerRecipient: 'no longer a recipient of this',
  noFrom: 'The configuration has no "from". Give one, then send this by hand.',
  cutOff: 'the sender was cut off',
  refused: 'refused by the mail system',
} as const;

/** Why a send is as it is, by what was decided here: the ledger holds a word that every language has a message for. */
export type SendReason = 'late' | NoMail | keyof typeof words;

const isOwn = (reason: string): reason is keyof typeof words => Object.hasOwn(words, reason);

/** A reason of the ledger in English, for programs and their users; the mail system's own words as they are. */
export const reasonInWords = (reason: string | null): string | null =>
  reason !== null && isOwn(reason) ? words[reason] : reason;
