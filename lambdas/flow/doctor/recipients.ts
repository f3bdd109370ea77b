import type { Preferred } from '../../domain/ports.ts';
import type { Send } from '../../domain/reviews/send.ts';
import { asPreferred, type NoMail } from '../../domain/workspaces/preferred.ts';
import type { Configuration } from '../../domain/workspaces/schema.ts';
import { preferredOf, withoutMail } from '../preferred.ts';
import type { Services } from '../services.ts';
import { type Asked, applyIt, type Check, counted, listed, ok, warning } from './check.ts';

type Needs = Pick<Services, 'ledger' | 'preferences'>;

const takeOut = `Or take the address out of workspace.yaml, then\n${applyIt}`;
const subscribeAgain = 'Whoever wants mail again subscribes by the link at the foot of any earlier one.';

const stopped = (address: string, why: NoMail, { pausedUntil }: Partial<Preferred> = {}): Check => {
  const about = ['recipients.subscribed', address] as const;
  switch (why) {
    case 'paused':
      return ok(['recipients.paused', address], `Gets no mail until ${pausedUntil}, as they chose.`);
    case 'bounced':
      return warning(
        about,
        'A mail came back for good, so that no more are sent.',
        [
          'Correct the address in workspace.yaml, then',
          applyIt,
          'If it is right, have SES forget that it bounced:',
          `aws sesv2 delete-suppressed-destination --email-address ${address}`,
          subscribeAgain,
        ].join('\n'),
      );
    case 'complained':
      return warning(about, 'Reported a mail as spam, so that no more are sent.', `${subscribeAgain}\n${takeOut}`);
    default:
      return warning(about, 'Has unsubscribed.', `${subscribeAgain}\n${takeOut}`);
  }
};

/** What became of the last mail to an address. */
const latestTo = (sends: readonly Send[], address: string): Send | undefined =>
  sends
    .filter(({ recipient, state }) => recipient === address && state !== 'skipped')
    .sort((a, b) => b.changedAt - a.changedAt)[0];

/** Whether the last mail to an address came back, though not for good, or was not taken at all. */
const troubled = (sends: readonly Send[], address: string): Check[] => {
  const { feedback, state, reason } = latestTo(sends, address) ?? {};
  if (state === 'refused')
    return [
      warning(
        ['recipients.refused', address],
        `The last mail to it was not taken: ${reason}`,
        `Is the address right? Else correct it in workspace.yaml, then\n${applyIt}`,
      ),
    ];
  if (feedback !== 'bounced') return [];
  return [
    warning(
      ['recipients.bounced', address],
      'The last mail came back; the next one is sent all the same.',
      `Is the mailbox full? Else correct the address in workspace.yaml, then\n${applyIt}`,
    ),
  ];
};

type Without = ReadonlyMap<string, NoMail>;

/** How many of them get mail, and who does not. */
const reached = ({ recipients }: Configuration, preferred: ReadonlyMap<string, Preferred>, without: Without): Check => {
  const about = ['recipients.any', 'recipients'] as const;
  const none = recipients.flatMap((recipient) => {
    const { email } = recipient;
    const takesNone = asPreferred(recipient, preferred.get(email)).reviews.length === 0;
    const why = without.get(email) ?? (takesNone ? 'takes none' : null);
    return why === null ? [] : [`${email} (${why})`];
  });
  const all = counted(recipients.length, 'recipient');
  if (none.length === 0) return ok(about, `Reviews go to ${all}.`);
  if (none.length < recipients.length)
    return ok(about, `Reviews go to ${recipients.length - none.length} of ${all}; not to ${listed(none)}.`);
  return warning(
    about,
    `Reviews go to nobody: of ${all} none gets any: ${listed(none)}.`,
    `Say in workspace.yaml who takes which, as in reviews: [monthly], then\n${applyIt}`,
  );
};

/** Whether there are recipients, and all of them get their mails. */
export const recipientChecks = async (
  services: Needs,
  { workspace: { configuration }, now }: Asked,
): Promise<readonly Check[]> => {
  const { workspace: name, recipients } = configuration;
  if (recipients.length === 0)
    return [
      warning(
        ['recipients.any', 'recipients'],
        'There is nobody to mail reviews to.',
        `Add them to workspace.yaml, then\n${applyIt}`,
      ),
    ];
  const addresses = recipients.map(({ email }) => email);
  const [sends, preferred] = await Promise.all([services.ledger.list(name), preferredOf(services, configuration)]);
  const without = withoutMail(configuration, preferred, now);
  return [
    reached(configuration, preferred, without),
    ...[...without].map(([address, why]) => stopped(address, why, preferred.get(address))),
    ...addresses.filter((address) => !without.has(address)).flatMap((address) => troubled(sends, address)),
  ];
};
