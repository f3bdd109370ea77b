import type { Send } from '../../domain/reviews/send.ts';
import { type Configuration, cadences, type Recipient } from '../../domain/workspaces/schema.ts';
import type { Services } from '../services.ts';
import { unsubscribedOf, unsubscribedReason } from '../unsubscribed.ts';
import { type Asked, applyIt, type Check, counted, ok, warning } from './check.ts';

type Needs = Pick<Services, 'ledger' | 'preferences'>;

const takeOut = `Or take the address out of workspace.yaml, then\n${applyIt}`;
const subscribeAgain = 'Whoever wants mail again subscribes by the link at the foot of any earlier one.';

const stopped = (address: string, reason: string): Check => {
  const about = ['recipients.subscribed', address] as const;
  switch (reason) {
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

/** Whether the last mail to an address came back, though not for good. */
const bouncedLast = (sends: readonly Send[], address: string): boolean => {
  const [latest] = sends.filter(({ recipient }) => recipient === address).sort((a, b) => b.changedAt - a.changedAt);
  return latest?.feedback === 'bounced';
};

/** How many of them get mail. */
const reached = ({ recipients }: Configuration, unsubscribed: ReadonlySet<string>): Check => {
  const about = ['recipients.any', 'recipients'] as const;
  // Reviews of campaigns are not mailed yet.
  const takes = ({ email, reviews }: Recipient): boolean =>
    !unsubscribed.has(email) && cadences.some((cadence) => reviews.includes(cadence));
  const { length } = recipients.filter(takes);
  const all = counted(recipients.length, 'recipient');
  if (length > 0) return ok(about, `Reviews go to ${length === recipients.length ? all : `${length} of ${all}`}.`);
  return warning(
    about,
    `Reviews go to nobody: of ${all} none takes any.`,
    `Say in workspace.yaml who takes which, as in reviews: [monthly], then\n${applyIt}`,
  );
};

/** Whether there are recipients, and all of them get their mails. */
export const recipientChecks = async (
  services: Needs,
  { workspace: { configuration } }: Asked,
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
  const [sends, unsubscribed] = await Promise.all([
    services.ledger.list(name),
    unsubscribedOf(services, name, addresses),
  ]);
  const bounced = addresses.filter((address) => !unsubscribed.has(address) && bouncedLast(sends, address));
  return [
    reached(configuration, unsubscribed),
    ...[...unsubscribed].map((address) => stopped(address, unsubscribedReason(sends, address))),
    ...bounced.map((address) =>
      warning(
        ['recipients.bounced', address],
        'The last mail came back; the next one is sent all the same.',
        `Is the mailbox full? Else correct the address in workspace.yaml, then\n${applyIt}`,
      ),
    ),
  ];
};
