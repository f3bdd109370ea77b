import type { Services } from '../services.ts';
import { type Asked, type Check, listed, ok, problem } from './check.ts';
import { vouchersOf } from './identity.ts';

/** Mails to its addresses are always taken. */
const simulator = '@simulator.amazonses.com';

/** Who of the recipients gets no mail while the account is in the sandbox: those whom the account has not verified. */
export const sandboxChecks = async (
  { mailAccount }: Pick<Services, 'mailAccount'>,
  { workspace: { configuration } }: Asked,
): Promise<readonly Check[]> => {
  const addresses = configuration.recipients.map(({ email }) => email).filter((email) => !email.endsWith(simulator));
  if (addresses.length === 0) return [];
  const verifications = await mailAccount.verification([...new Set(addresses.flatMap(vouchersOf))]);
  const unverified = addresses.filter(
    (address) => !vouchersOf(address).some((name) => verifications.get(name) === 'verified'),
  );
  const about = ['mail.recipients', 'recipients'] as const;
  const [first] = unverified;
  if (first === undefined)
    return [ok(about, 'All recipients are verified, so that they get mail in the sandbox, too.')];
  return [
    problem(
      about,
      `In the sandbox ${unverified.length} of ${addresses.length} recipients get no mail, for they are not verified: ${listed(unverified)}.`,
      `Leave the sandbox; or have each of them open the link that SES sends them:\naws ses verify-email-identity --email-address ${first}`,
    ),
  ];
};
