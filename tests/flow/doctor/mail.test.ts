import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailAccount } from '../../../lambdas/domain/ports.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { createWorld, type World } from '../../support/world.ts';
import { checkOf, examine } from './support.ts';

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const recipient = (name: string, domain = 'acme.example') => ({ email: `${name}@${domain}`, role: 'sales' });

beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ recipients: [recipient('ana'), recipient('rui', 'elsewhere.example')] });
});

const statuses = async (...ids: string[]) => {
  const checks = await examine(world);
  return ids.map((id) => checks.find((check) => check.id === id)?.status);
};

describe('the mail account', () => {
  it('that may send to anybody is well', async () => {
    expect(
      await statuses('mail.account', 'mail.sandbox', 'mail.quota', 'mail.sending', 'mail.identity', 'mail.dkim'),
    ).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
    expect((await checkOf(world, 'mail.account')).message).toBe('Amazon SES answers.');
  });

  it.each([
    [200, 'warning'],
    [201, 'ok'],
    [null, 'ok'],
  ])('with a quota of %s a day is in the sandbox or not: %s', async (daily, status) => {
    world.account.quota = { daily, sent: 0, standIn: false };
    expect(await checkOf(world, 'mail.sandbox')).toMatchObject({
      status,
      message: expect.stringContaining('as the quota says'),
      mend: status === 'ok' ? null : expect.stringContaining('aws sesv2 put-account-details'),
    });
  });

  it.each([
    [799, 'ok'],
    [800, 'warning'],
    [1000, 'problem'],
  ])('that has sent %i of 1,000 mails: %s', async (sent, status) => {
    world.account.quota = { daily: 1000, sent, standIn: false };
    expect(await checkOf(world, 'mail.quota')).toMatchObject({
      status,
      message: expect.stringContaining(`${sent.toLocaleString('en')} mails of 1,000`),
    });
  });

  it('whose sending is paused is a problem', async () => {
    world.account.enabled = false;
    expect(await checkOf(world, 'mail.sending')).toMatchObject({
      status: 'problem',
      mend: expect.stringContaining('aws ses update-account-sending-enabled --enabled'),
    });
  });

  it('that is a stand-in says so, and claims nothing of a real one', async () => {
    world.account.quota = { daily: 200, sent: 0, standIn: true };
    const mail = (await examine(world)).filter(({ id }) => id.startsWith('mail.'));
    expect(mail.map(({ status }) => status)).not.toContain('warning');
    expect(mail[0]?.message).toContain('How a real account stands is not known here');
    expect(mail.map(({ message }) => message).join()).not.toMatch(/as the quota says|is verified|It signs/);
  });
});

describe('an account that cannot be asked', () => {
  const unreachable = async (): Promise<never> => {
    throw Object.assign(new Error('User is not authorized to perform ses:GetSendQuota'), { name: 'AccessDenied' });
  };

  it.each<[keyof MailAccount, string, string]>([
    ['quota', 'mail.account', 'mail.identity'],
    ['sendingEnabled', 'mail.sending', 'mail.sandbox'],
    ['verification', 'mail.identity', 'mail.sending'],
    ['signing', 'mail.identity', 'mail.quota'],
  ])('about %s is a warning that says why, and the other checks are made', async (method, id, other) => {
    const mailAccount = { ...world.services.mailAccount, [method]: unreachable };
    expect(await checkOf(world, id, { mailAccount })).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('AccessDenied: User is not authorized'),
    });
    expect(await checkOf(world, other, { mailAccount })).toMatchObject({ status: 'ok' });
    expect((await examine(world, { mailAccount })).some(({ id: one }) => one === 'keys.expiry')).toBe(true);
  });
});

describe('the sender', () => {
  const signing = (state: 'signing' | 'off' | 'pending' | 'failed' | 'absent') =>
    world.account.signing.set('acme.example', { state, tokens: ['one', 'two', 'three'] });

  it('that is verified by a domain above its own is well', async () => {
    await world.apply({ from: 'KPIs <kpis@mail.south.acme.example>' });
    expect(await checkOf(world, 'mail.identity')).toMatchObject({
      status: 'ok',
      subject: 'kpis@mail.south.acme.example',
      message: expect.stringContaining('acme.example is verified'),
    });
    expect(await checkOf(world, 'mail.dkim')).toMatchObject({ status: 'ok', subject: 'acme.example' });
  });

  it('whose domain waits is a problem, with the DNS records to set', async () => {
    world.account.verified.set('acme.example', 'pending');
    signing('pending');
    const { status, mend } = await checkOf(world, 'mail.identity');
    expect(status).toBe('problem');
    for (const token of ['one', 'two', 'three'])
      expect(mend?.split('\n')).toContain(`${token}._domainkey.acme.example CNAME ${token}.dkim.amazonses.com`);
    expect((await examine(world)).some(({ id }) => id === 'mail.dkim')).toBe(false);
  });

  it.each([
    ['failed', 'aws sesv2 delete-email-identity --email-identity acme.example'],
    ['absent', 'aws sesv2 create-email-identity --email-identity acme.example'],
  ] as const)('whose domain is %s is a problem with the command that begins anew', async (verification, command) => {
    world.account.verified.set('acme.example', verification);
    expect(await checkOf(world, 'mail.identity')).toMatchObject({
      status: 'problem',
      mend: expect.stringContaining(command),
    });
  });

  it('that is an address which waits is told of the link in the mail that it got', async () => {
    world.account.verified.clear();
    world.account.verified.set('kpis@acme.example', 'pending');
    expect(await checkOf(world, 'mail.identity')).toMatchObject({
      status: 'problem',
      mend: expect.stringContaining('aws ses verify-email-identity --email-address kpis@acme.example'),
    });
  });

  it.each([
    ['pending', 'one._domainkey.acme.example CNAME'],
    ['failed', 'one._domainkey.acme.example CNAME'],
    ['off', 'aws sesv2 put-email-identity-dkim-attributes --email-identity acme.example --signing-enabled'],
    ['absent', 'aws sesv2 create-email-identity --email-identity acme.example'],
  ] as const)('that is verified and whose signing is %s is a warning', async (state, mend) => {
    signing(state);
    expect(await statuses('mail.identity')).toEqual(['ok']);
    expect(await checkOf(world, 'mail.dkim')).toMatchObject({
      status: 'warning',
      subject: 'acme.example',
      mend: expect.stringContaining(mend),
    });
  });

  it('of another domain than the deployed one is a problem; of one below it is not', async () => {
    expect(await checkOf(world, 'mail.from', { mailDomain: 'corp.example' })).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('corp.example'),
      mend: expect.stringContaining('quarterdeck apply workspace.yaml'),
    });
    expect((await checkOf(world, 'mail.from', { mailDomain: 'acme.example' })).status).toBe('ok');
  });

  it('that is missing is a problem where there are recipients', async () => {
    await world.apply({ from: undefined, recipients: [recipient('ana')] });
    expect((await checkOf(world, 'mail.from')).status).toBe('problem');
    await world.apply({ from: undefined, recipients: [] });
    expect((await checkOf(world, 'mail.from')).status).toBe('ok');
  });
});

describe('recipients in the sandbox', () => {
  beforeEach(() => {
    world.account.quota = { daily: 200, sent: 0, standIn: false };
  });

  it('who are not verified get no mail: who they are, and the command', async () => {
    const check = await checkOf(world, 'mail.recipients');
    expect(check).toMatchObject({ status: 'problem', message: expect.stringContaining('1 of 2') });
    expect(check.message).toContain('rui@elsewhere.example');
    expect(check.message).not.toContain('ana@');
    expect(check.mend).toContain('aws ses verify-email-identity --email-address rui@elsewhere.example');
  });

  it('are well once each of them is verified, by address or domain; the simulator always is', async () => {
    world.account.verified.set('rui@elsewhere.example', 'verified');
    expect((await checkOf(world, 'mail.recipients')).status).toBe('ok');
    await world.apply({ recipients: [recipient('ana'), recipient('success', 'simulator.amazonses.com')] });
    expect((await checkOf(world, 'mail.recipients')).status).toBe('ok');
  });

  it('are not looked at outside of it', async () => {
    world.account.quota = { daily: 1000, sent: 0, standIn: false };
    expect((await examine(world)).some(({ id }) => id === 'mail.recipients')).toBe(false);
  });

  it('are named to nobody but who asks: not to the log', async () => {
    await examine(world);
    expect(JSON.stringify(world.log)).not.toContain('rui@');
  });
});
