import { type Failure, usage } from '../failure.ts';

/** What is promised for a later version: named, so that nobody looks for a mistake of their own. */
export const notYet = (what: string, instead: string): Failure =>
  usage(`\`quarterdeck ${what}\` is not part of this version yet.`, instead);

/** Commands of a later version, and what serves until then. */
export const laterCommands: readonly { readonly name: string; readonly instead: string }[] = [
  { name: 'preview', instead: 'To see a review as its page: quarterdeck review WORKSPACE PERIOD --open' },
];
