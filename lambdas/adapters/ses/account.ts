import {
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type IdentityDkimAttributes,
  SESClient,
} from '@aws-sdk/client-ses';
import type { MailAccount, Signing, Verification } from '../../domain/ports.ts';
import { httpOptions } from '../sdk.ts';
import { isStandIn } from '../standIn.ts';

/** As many as one question may name. */
const mostNames = 100;

let client: SESClient | undefined;

/** SES answers one question of a kind a second; the SDK waits and repeats when it throttles. */
const ses = (): SESClient => {
  client ??= new SESClient({ maxAttempts: 4, requestHandler: httpOptions(3000) });
  return client;
};

const noAnswer = (what: string): Error => new Error(`The mail account did not answer ${what}.`);

/** A domain that lost its records (`TemporaryFailure`) waits for them as one that never had them does. */
const verifications: Readonly<Record<string, Verification>> = {
  Success: 'verified',
  Pending: 'pending',
  TemporaryFailure: 'pending',
  Failed: 'failed',
};

const verificationOf = (status: string | undefined): Verification => verifications[status ?? ''] ?? 'absent';

const signingOf = ({
  DkimEnabled,
  DkimVerificationStatus,
  DkimTokens = [],
}: Partial<IdentityDkimAttributes>): Signing => {
  const verification = verificationOf(DkimVerificationStatus);
  const signs = DkimEnabled ? 'signing' : 'off';
  return { state: verification === 'verified' ? signs : verification, tokens: DkimTokens };
};

/** Asks about names, as many at a time as one question may name. */
const inTurn = async <Answer>(
  names: readonly string[],
  ask: (some: string[]) => Promise<Readonly<Record<string, Answer>> | undefined>,
): Promise<Map<string, Answer>> => {
  const answers = new Map<string, Answer>();
  for (let first = 0; first < names.length; first += mostNames)
    for (const [name, answer] of Object.entries((await ask(names.slice(first, first + mostNames))) ?? {}))
      answers.set(name, answer);
  return answers;
};

/** The account of Amazon SES in the region of the deployment. */
export const createMailAccount = (): MailAccount => ({
  async quota() {
    const answer = await ses().send(new GetSendQuotaCommand());
    const { Max24HourSend, SentLast24Hours } = answer;
    if (Max24HourSend === undefined || SentLast24Hours === undefined) throw noAnswer('its quota');
    return {
      // SES says "no limit" as -1.
      daily: Max24HourSend < 0 ? null : Max24HourSend,
      sent: SentLast24Hours,
      standIn: isStandIn(answer),
    };
  },

  async sendingEnabled() {
    const { Enabled } = await ses().send(new GetAccountSendingEnabledCommand());
    if (Enabled === undefined) throw noAnswer('whether it may send');
    return Enabled;
  },

  async verification(names) {
    const answers = await inTurn(names, async (Identities) => {
      const answer = await ses().send(new GetIdentityVerificationAttributesCommand({ Identities }));
      return answer.VerificationAttributes;
    });
    return new Map(names.map((name) => [name, verificationOf(answers.get(name)?.VerificationStatus)]));
  },

  async signing(domains) {
    const answers = await inTurn(domains, async (Identities) => {
      const answer = await ses().send(new GetIdentityDkimAttributesCommand({ Identities }));
      return answer.DkimAttributes;
    });
    return new Map(domains.map((name) => [name, signingOf(answers.get(name) ?? {})]));
  },
});
