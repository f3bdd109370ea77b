import type { MailQuota } from '../../domain/ports.ts';
import { foreignSenderProblem, senderAddress } from '../../domain/workspaces/sender.ts';
import type { Services } from '../services.ts';
import { type Asked, applyIt, attempt, type Check, counted, ok, problem, warning } from './check.ts';
import { identityChecks } from './identity.ts';
import { sandboxChecks } from './sandbox.ts';

type Needs = Pick<Services, 'mailAccount' | 'mailDomain' | 'logger'>;

/** Nobody outside the sandbox has as little as those within it. */
const sandboxDaily = 200;
/** Share of the quota from which on it is nearly used. */
const nearlyUsed = 0.8;

/** Checks of the account are about this. */
const accountOf = (standIn: boolean): string => (standIn ? 'local stand-in' : 'mail account');

const leaveSandbox = [
  'SES console > Account dashboard > Request production access, or',
  'aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL' +
    ' --website-url https://YOUR-SITE --use-case-description "KPI reviews to our own managers"',
].join('\n');

const moreQuota =
  'SES console > Account dashboard > Request an increase of the sending quota. Mails that wait are tried again.';

const isSandbox = ({ daily, standIn }: MailQuota): boolean => !standIn && daily !== null && daily <= sandboxDaily;

const answeredBy = ({ standIn }: MailQuota): Check =>
  ok(
    ['mail.account', accountOf(standIn)],
    standIn
      ? 'It stands in for Amazon SES, keeps mails on this machine and delivers none. How a real account stands is not known here.'
      : 'Amazon SES answers.',
  );

const sandboxOf = (quota: MailQuota): Check => {
  const about = ['mail.sandbox', accountOf(quota.standIn)] as const;
  if (quota.standIn) return ok(about, 'It has no sandbox.');
  if (!isSandbox(quota)) return ok(about, 'It is not in the sandbox, as the quota says.');
  return warning(
    about,
    `It is in the sandbox, as the quota says (${quota.daily} mails a day): only verified addresses get mail.`,
    leaveSandbox,
  );
};

const quotaOf = ({ daily, sent, standIn }: MailQuota): Check => {
  const about = ['mail.quota', accountOf(standIn)] as const;
  if (daily === null) return ok(about, `${counted(sent, 'mail')} in the last 24 hours; there is no limit.`);
  const used = `${counted(sent, 'mail')} of ${daily.toLocaleString('en')} in the last 24 hours.`;
  if (sent >= daily) return problem(about, `The quota is used up: ${used}`, moreQuota);
  return sent >= daily * nearlyUsed ? warning(about, `The quota is nearly used: ${used}`, moreQuota) : ok(about, used);
};

const sendingOf = (enabled: boolean, account: string): Check => {
  const about = ['mail.sending', account] as const;
  if (enabled) return ok(about, 'It may send.');
  return problem(
    about,
    'Sending is paused, so that no mail goes out.',
    [
      'If Amazon paused it: SES console > Account dashboard says why, and the Support Center has the case. If you did:',
      'aws ses update-account-sending-enabled --enabled',
    ].join('\n'),
  );
};

const subjectOf = (from: string | undefined): string => (from === undefined ? 'from' : senderAddress(from));

const senderOf = ({ mailDomain }: Needs, { workspace: { configuration } }: Asked): Check => {
  const { from, recipients } = configuration;
  const about = ['mail.from', subjectOf(from)] as const;
  const mend = `Write an address into workspace.yaml, as in from: "KPIs <kpis@${mailDomain ?? 'acme.example'}>", then\n${applyIt}`;
  if (from === undefined)
    return recipients.length > 0
      ? problem(about, 'The configuration has no "from", so nothing can be mailed.', mend)
      : ok(about, 'The configuration has no "from", and nobody to mail to.');
  const foreign = foreignSenderProblem(from, mailDomain);
  return foreign === null
    ? ok(about, 'Mails are from this address.')
    : problem(about, `"from" ${foreign}; mails from others are refused.`, mend);
};

/** The account that mails, the sender, and whom they may mail to. */
export const mailChecks = async (services: Needs, asked: Asked): Promise<readonly Check[]> => {
  const { mailAccount } = services;
  let quota: MailQuota | undefined;
  const ofAccount = await attempt(services, ['mail.account', accountOf(false)], async () => {
    quota = await mailAccount.quota();
    return [answeredBy(quota), sandboxOf(quota), quotaOf(quota)];
  });
  const standIn = quota?.standIn === true;
  const account = accountOf(standIn);
  const [ofSending, ofIdentity, ofRecipients] = await Promise.all([
    attempt(services, ['mail.sending', account], async () => [sendingOf(await mailAccount.sendingEnabled(), account)]),
    attempt(services, ['mail.identity', subjectOf(asked.workspace.configuration.from)], () =>
      identityChecks(services, asked, standIn),
    ),
    quota !== undefined && isSandbox(quota)
      ? attempt(services, ['mail.recipients', 'recipients'], () => sandboxChecks(services, asked))
      : [],
  ]);
  return [...ofAccount, ...ofSending, senderOf(services, asked), ...ofIdentity, ...ofRecipients];
};
