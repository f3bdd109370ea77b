import type { SourceSettings } from '../domain/workspaces/settings.ts';
import type { Failed } from './source.ts';

const longestId = 60;
const invisible = /[\p{C}\p{Zl}\p{Zp}]+/gu;

/** An account's id as it can be told: whoever sent the body may have written anything there. */
const tellable = (id: string): string => {
  const start = id.slice(0, longestId).replace(invisible, '');
  return id.length > longestId ? `${start}…` : start;
};

/**
 * Why what is of another account is left out. Both are named: ids of accounts are neither secrets nor values of records.
 *
 * @param what the event or body and the member that names its account, `the event is of portalId`
 * @param found the account that it names
 */
export const wrongAccountReason = (what: string, found: string, { id, account = '' }: SourceSettings): string =>
  `wrongAccount: ${what} ${tellable(found)}, the source's \`account\` is ${tellable(account)}. If the first is the right one, correct \`account\`, apply, and run \`quarterdeck replay WORKSPACE ${id} --failed\`.`;

/** A delivery all of which is of another account. */
export const ofWrongAccount = (what: string, found: string, settings: SourceSettings): Failed => ({
  failed: wrongAccountReason(what, found, settings),
  wrongAccount: true,
});
