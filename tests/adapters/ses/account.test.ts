import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { close, listen } from '../../../infra/local/listen.ts';
import { createSesServer } from '../../../infra/local/ses.ts';
import type { MailAccount } from '../../../lambdas/domain/ports.ts';
import { type StandIn, startStandIn, stubCredentials } from '../standIn.ts';

const namespace = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

/** What SES answers, by action. */
type Results = Readonly<Record<string, (form: URLSearchParams) => string>>;

let ses: StandIn | undefined;

beforeEach(stubCredentials);
afterEach(async () => {
  vi.unstubAllEnvs();
  await ses?.stop();
  ses = undefined;
});

/** An account at an endpoint, asked by a client of its own. */
const accountAt = async (endpoint: string): Promise<MailAccount> => {
  vi.resetModules();
  vi.stubEnv('AWS_ENDPOINT_URL_SES', endpoint);
  const { createMailAccount } = await import('../../../lambdas/adapters/ses/account.ts');
  return createMailAccount();
};

const accountWith = async (results: Results): Promise<MailAccount> => {
  ses = await startStandIn(({ body }, response) => {
    const form = new URLSearchParams(body);
    const action = form.get('Action') ?? '';
    const result = results[action]?.(form);
    response.writeHead(result === undefined ? 403 : 200, {
      'content-type': 'text/xml',
      'x-amzn-requestid': '0d6f2a38-4a2c-4a1f-9c3c-6f0a3c1d2b5e',
    });
    response.end(
      result === undefined
        ? `<ErrorResponse ${namespace}><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform: ses:${action}</Message></Error></ErrorResponse>`
        : `<${action}Response ${namespace}><${action}Result>${result}</${action}Result></${action}Response>`,
    );
  });
  return accountAt(ses.url);
};

const quota = (max: string, sent: string) => ({
  GetSendQuota: () =>
    `<Max24HourSend>${max}</Max24HourSend><MaxSendRate>1.0</MaxSendRate><SentLast24Hours>${sent}</SentLast24Hours>`,
});

const named = (form: URLSearchParams): string[] =>
  [...form].filter(([name]) => name.startsWith('Identities.member.')).map(([, name]) => name);

const entries = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
    .join('');

describe('the quota', () => {
  it('is what SES says it is', async () => {
    const account = await accountWith(quota('200.0', '17.0'));
    expect(await account.quota()).toEqual({ daily: 200, sent: 17, standIn: false });
  });

  it('of -1 is no limit', async () => {
    expect(await (await accountWith(quota('-1.0', '0.0'))).quota()).toMatchObject({ daily: null });
  });

  it('that is not in the answer is an error, not a sandbox', async () => {
    await expect((await accountWith({ GetSendQuota: () => '' })).quota()).rejects.toThrow('did not answer its quota');
  });

  it('that may not be asked for is an error with the reason', async () => {
    await expect((await accountWith({})).quota()).rejects.toThrow('ses:GetSendQuota');
    expect(ses?.received).toHaveLength(1);
  });
});

it.each([
  ['true', true],
  ['false', false],
])('sending that is enabled: %s', async (text, enabled) => {
  const account = await accountWith({ GetAccountSendingEnabled: () => `<Enabled>${text}</Enabled>` });
  expect(await account.sendingEnabled()).toBe(enabled);
});

it('an account that does not say whether it may send is an error', async () => {
  const account = await accountWith({ GetAccountSendingEnabled: () => '' });
  await expect(account.sendingEnabled()).rejects.toThrow('whether it may send');
});

describe('names', () => {
  it.each([
    ['Success', 'verified'],
    ['Pending', 'pending'],
    ['TemporaryFailure', 'pending'],
    ['Failed', 'failed'],
    ['NotStarted', 'absent'],
  ])('of which SES says %s are %s', async (status, verification) => {
    const account = await accountWith({
      GetIdentityVerificationAttributes: () =>
        `<VerificationAttributes>${entries({ 'acme.example': `<VerificationStatus>${status}</VerificationStatus>` })}</VerificationAttributes>`,
    });
    expect([...(await account.verification(['acme.example', 'kpis@acme.example']))]).toEqual([
      ['acme.example', verification],
      ['kpis@acme.example', 'absent'],
    ]);
  });

  it('are asked of a hundred at a time', async () => {
    const asked: number[] = [];
    const account = await accountWith({
      GetIdentityVerificationAttributes: (form) => {
        const names = named(form);
        asked.push(names.length);
        const verified = Object.fromEntries(
          names.map((name) => [name, '<VerificationStatus>Success</VerificationStatus>']),
        );
        return `<VerificationAttributes>${entries(verified)}</VerificationAttributes>`;
      },
    });
    const names = Array.from({ length: 101 }, (_, index) => `r${index}@acme.example`);
    const answer = await account.verification(names);
    expect(asked).toEqual([100, 1]);
    expect(names.map((name) => answer.get(name))).toEqual(names.map(() => 'verified'));
  });
});

describe('signing', () => {
  it.each([
    ['true', 'Success', 'signing'],
    ['false', 'Success', 'off'],
    ['true', 'Pending', 'pending'],
    ['true', 'Failed', 'failed'],
    ['false', 'NotStarted', 'absent'],
  ])('that is enabled (%s) and of which SES says %s is %s', async (enabled, status, state) => {
    const tokens = '<DkimTokens><member>one</member><member>two</member></DkimTokens>';
    const value = `<DkimEnabled>${enabled}</DkimEnabled><DkimVerificationStatus>${status}</DkimVerificationStatus>${tokens}`;
    const account = await accountWith({
      GetIdentityDkimAttributes: () => `<DkimAttributes>${entries({ 'acme.example': value })}</DkimAttributes>`,
    });
    expect([...(await account.signing(['acme.example', 'other.example']))]).toEqual([
      ['acme.example', { state, tokens: ['one', 'two'] }],
      ['other.example', { state: 'absent', tokens: [] }],
    ]);
  });
});

it('the local SES is known as a stand-in, and has everything verified', async () => {
  const mails = [
    { id: '1', to: 'ana@acme.example', subject: '', sentAt: '2026-11-02T11:00:00.000Z' },
    { id: '2', to: 'ana@acme.example', subject: '', sentAt: '2026-11-03T11:00:00.001Z' },
  ];
  const mailbox = { list: () => mails, add: () => {}, tagged: () => undefined, raw: async () => undefined };
  const server = createSesServer({ mailbox, publish: () => {}, clock: () => Date.parse('2026-11-03T12:00:00Z') });
  const account = await accountAt(`http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`);
  expect(await account.quota()).toEqual({ daily: 50_000, sent: 1, standIn: true });
  expect(await account.sendingEnabled()).toBe(true);
  expect([...(await account.verification(['acme.example', 'a&b@acme.example']))]).toEqual([
    ['acme.example', 'verified'],
    ['a&b@acme.example', 'verified'],
  ]);
  expect((await account.signing(['acme.example'])).get('acme.example')).toMatchObject({ state: 'signing' });
  await close(server);
});
