import { randomBytes } from 'node:crypto';
import { members } from './sesRequest.ts';

/** What a question about the account is answered from. */
interface LocalAccount {
  /** Mails in 24 hours. */
  readonly daily: number;
  /** Those that were sent. */
  mails(): readonly { /** ISO 8601. */ readonly sentAt: string }[];
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

const dayMs = 86_400_000;

const perSecond = 14;

const sentLately = ({ mails, clock }: LocalAccount): number => {
  const since = new Date(clock() - dayMs).toISOString();
  return mails().filter(({ sentAt }) => sentAt > since).length;
};

/** Whether the quota of the day is used up. */
export const isUsedUp = (account: LocalAccount): boolean =>
  account.mails().length >= account.daily && sentLately(account) >= account.daily;

export const escapeXml = (text: string): string =>
  text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);

const entries = (names: readonly string[], value: (name: string) => string): string =>
  names.map((name) => `<entry><key>${escapeXml(name)}</key><value>${value(name)}</value></entry>`).join('');

const token = (): string => randomBytes(16).toString('hex');

type Answer = (form: URLSearchParams, account: LocalAccount) => string;

/**
 * Questions about the account, each with the inside of its result. Here every name is verified, signs, and may be
 * mailed to: there is no sandbox to leave.
 */
export const questions: Readonly<Record<string, Answer>> = {
  GetSendQuota: (_, account) =>
    `<Max24HourSend>${account.daily}.0</Max24HourSend><MaxSendRate>${perSecond}.0</MaxSendRate>` +
    `<SentLast24Hours>${sentLately(account)}.0</SentLast24Hours>`,
  GetAccountSendingEnabled: () => '<Enabled>true</Enabled>',
  GetIdentityVerificationAttributes: (form) =>
    `<VerificationAttributes>${entries(
      members(form, 'Identities'),
      () => '<VerificationStatus>Success</VerificationStatus>',
    )}</VerificationAttributes>`,
  GetIdentityDkimAttributes: (form) =>
    `<DkimAttributes>${entries(
      members(form, 'Identities'),
      () =>
        '<DkimEnabled>true</DkimEnabled><DkimVerificationStatus>Success</DkimVerificationStatus>' +
        `<DkimTokens>${[1, 2, 3].map(() => `<member>${token()}</member>`).join('')}</DkimTokens>`,
    )}</DkimAttributes>`,
};
