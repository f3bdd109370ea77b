import type { Signing, Verification } from '../../domain/ports.ts';
import { domainOf, senderAddress } from '../../domain/workspaces/sender.ts';
import type { Services } from '../services.ts';
import { type Asked, type Check, ok, problem, warning } from './check.ts';

type Needs = Pick<Services, 'mailAccount'>;

/** A domain and those above it, the nearest first: each of them vouches for what is below it. */
const domainsOf = (address: string): string[] => {
  const labels = domainOf(address).split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
};

/** Names any of which lets mails be from, or in the sandbox to, an address. */
export const vouchersOf = (address: string): string[] => [address, ...domainsOf(address)];

const recordsOf = (domain: string, tokens: readonly string[]): string =>
  [
    `Set these DNS records, and wait: it can take three days until they are seen.`,
    ...tokens.map((token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`),
    `Some regions have another target: SES console > Identities > ${domain} shows it.`,
  ].join('\n');

const askAgain = 'Then ask again for the DNS records to set.';

const makeIdentity = (name: string): string => `aws sesv2 create-email-identity --email-identity ${name}`;

const mendOf = (name: string, verification: Verification, signing: Signing | undefined): string => {
  if (name.includes('@'))
    return `Open the link in the mail that SES sent to ${name}. To have it sent anew:\naws ses verify-email-identity --email-address ${name}`;
  if (verification === 'failed')
    return [
      'SES has given up looking for its DNS records. Begin anew:',
      `aws sesv2 delete-email-identity --email-identity ${name}`,
      makeIdentity(name),
      askAgain,
    ].join('\n');
  return recordsOf(name, signing?.tokens ?? []);
};

const unverified = (
  address: string,
  verifications: ReadonlyMap<string, Verification>,
  signings: ReadonlyMap<string, Signing>,
): Check => {
  const about = ['mail.identity', address] as const;
  const known = [...verifications].filter(([, verification]) => verification !== 'absent');
  // Of a domain and an address the domain is the better one to have.
  const [name, verification] = known.find(([candidate]) => !candidate.includes('@')) ?? known[0] ?? [];
  if (name === undefined || verification === undefined)
    return problem(
      about,
      `The mail account knows neither ${domainOf(address)} nor this address, so that mails from it are refused.`,
      `${makeIdentity(domainOf(address))}\n${askAgain}`,
    );
  const state = verification === 'failed' ? 'could not be verified' : 'is not verified yet';
  return problem(
    about,
    `${name} ${state}, so that mails from it are refused.`,
    mendOf(name, verification, signings.get(name)),
  );
};

const signingOf = (domains: readonly string[], signings: ReadonlyMap<string, Signing>, standIn: boolean): Check => {
  const [nearest = ''] = domains;
  const states = domains.flatMap((domain) => {
    const signing = signings.get(domain);
    return signing ? [{ domain, ...signing }] : [];
  });
  const signs = states.find(({ state }) => state === 'signing');
  if (signs)
    return ok(
      ['mail.dkim', signs.domain],
      standIn ? 'The local stand-in signs nothing.' : 'It signs the mails (DKIM).',
    );
  const { domain, state, tokens } = states.find((one) => one.state !== 'absent') ?? {
    domain: nearest,
    state: 'absent',
    tokens: [],
  };
  const about = ['mail.dkim', domain] as const;
  const unsigned = 'so that many mailboxes take them for spam.';
  switch (state) {
    case 'absent':
      return warning(about, `No domain signs the mails (DKIM), ${unsigned}`, `${makeIdentity(domain)}\n${askAgain}`);
    case 'off':
      return warning(
        about,
        `Signing (DKIM) is switched off, ${unsigned}`,
        `aws sesv2 put-email-identity-dkim-attributes --email-identity ${domain} --signing-enabled`,
      );
    default:
      return warning(about, `Mails are not signed yet (DKIM), ${unsigned}`, recordsOf(domain, tokens));
  }
};

/** Whether the mail account may mail from the workspace's sender, and signs what it mails. */
export const identityChecks = async (
  { mailAccount }: Needs,
  { workspace: { configuration } }: Asked,
  standIn: boolean,
): Promise<readonly Check[]> => {
  if (configuration.from === undefined) return [];
  const address = senderAddress(configuration.from);
  const domains = domainsOf(address);
  const [verifications, signings] = await Promise.all([
    mailAccount.verification(vouchersOf(address)),
    mailAccount.signing(domains),
  ]);
  const verified = [...domains, address].find((name) => verifications.get(name) === 'verified');
  // What is to be done for an identity that is not verified makes it sign, too.
  if (verified === undefined) return [unverified(address, verifications, signings)];
  return [
    ok(
      ['mail.identity', address],
      standIn
        ? 'The local stand-in takes mails from every sender.'
        : `${verified} is verified, so that mails can be from it.`,
    ),
    signingOf(domains, signings, standIn),
  ];
};
