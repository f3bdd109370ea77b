import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../lambdas/rendering/language/messages.ts';
import { keyWith } from '../../support/client.ts';
import { eachOnDatabase } from '../../support/eachOnDatabase.ts';
import { standardSource } from '../../support/posted.ts';
import { createWorld, start, type World } from '../../support/world.ts';
import { checkOf, examine } from './support.ts';

const day = 86_400_000;

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource] });
});

describe('API keys', () => {
  it.each([
    ['that never expires', null, 'ok'],
    ['that expires in 14 days and a moment', start + 14 * day + 1, 'ok'],
    ['that expires in 14 days', start + 14 * day, 'warning'],
    ['that has expired', start - 1, 'warning'],
  ])('of which there is one %s', async (_, expiresAt, status) => {
    await keyWith(world.services, ['read'], 'acme', expiresAt);
    expect((await checkOf(world, 'keys.expiry')).status).toBe(status);
  });

  it('that expire are told with the commands that replace them', async () => {
    await keyWith(world.services, ['ingest', 'read'], 'acme', start + day);
    const [key] = await world.services.apiKeys.list('acme');
    expect(await checkOf(world, 'keys.expiry')).toEqual({
      id: 'keys.expiry',
      status: 'warning',
      subject: 'test',
      message: 'Expires on 2026-11-03 12:00 UTC.',
      mend: `npx quarterdeck keys acme --create --scope ingest read --name 'test' --expires 2026-11-04\nOnce the new one is in use:\nnpx quarterdeck keys acme --revoke ${key?.id}`,
    });
  });
});

describe('dead letters', () => {
  const account = 'arn:aws:sqs:eu-west-1:123456789012';
  const queue = (name: string, messages: number, standIn = false) => {
    world.dead.clear();
    world.dead.set(`https://sqs.eu-west-1.amazonaws.com/123456789012/${name}`, {
      arn: `${account}:${name}`,
      messages,
      standIn,
    });
  };

  it('of which there is none are well', async () => {
    queue('Quarterdeck-prod-MailQueueDead1A2B-3C4D', 0);
    expect(await checkOf(world, 'queues.dead')).toMatchObject({
      status: 'ok',
      subject: 'Quarterdeck-prod-MailQueueDead1A2B-3C4D',
    });
  });

  const redrive = `aws sqs start-message-move-task --source-arn ${account}:`;
  const purge = 'aws sqs purge-queue --queue-url https://sqs.';
  /** By what the stack calls the queue; SQS moves back only what came from a queue. */
  const mends: Readonly<Record<string, string>> = {
    ReviewQueueDead: redrive,
    MailQueueDead: redrive,
    StreamDead: purge,
    TicksDead: purge,
    FeedbackDead: 'aws sqs receive-message --max-number-of-messages 10 --queue-url https://sqs.',
  };

  it.each(Object.entries(mends))('in %s are a problem, with what mends that queue', async (name, mend) => {
    queue(`Quarterdeck-prod-${name}1A2B3C4D-5E6F`, 2);
    const check = await checkOf(world, 'queues.dead');
    expect(check).toMatchObject({ status: 'problem', message: '2 messages given up on.' });
    expect(check.mend?.split('\n').at(-1)).toMatch(new RegExp(`^${mend}.*${name}1A2B3C4D-5E6F$`));
  });

  it('are of these queues, as the stack names them', () => {
    const file = path.resolve(import.meta.dirname, '../../infra/support/template.txt');
    const queues = /^ {2}(\w+Dead)\w{8}:\n(?: {4}.*\n)*? {4}Type: AWS::SQS::Queue$/gm;
    const names = [...readFileSync(file, 'utf8').matchAll(queues)].map(([, name]) => name);
    expect(names.sort()).toEqual(Object.keys(mends).sort());
  });

  it('on a laptop are taken up by a new start', async () => {
    queue('mail-dead', 1, true);
    expect(await checkOf(world, 'queues.dead')).toMatchObject({
      status: 'problem',
      mend: expect.stringContaining('npm start'),
    });
  });

  it('of a queue that does not answer are a warning, and the others are counted', async () => {
    queue('mail-dead', 0, true);
    const { look } = world.services.deadLetters;
    const deadLetters = { queues: ['https://sqs.example/1/gone', ...world.dead.keys()], look };
    const checks = (await examine(world, { deadLetters })).filter(({ id }) => id === 'queues.dead');
    expect(checks.map(({ subject, status }) => [subject, status])).toEqual([
      ['gone', 'warning'],
      ['mail-dead', 'ok'],
    ]);
  });

  it('of which nobody told the function are a warning', async () => {
    world.dead.clear();
    expect((await checkOf(world, 'queues.dead')).status).toBe('warning');
  });
});

describe('the configuration', () => {
  it('is well when all of it has an effect', async () => {
    expect((await checkOf(world, 'configuration.effect')).status).toBe('ok');
  });

  it('is warned of as it was when it was applied, but not twice of what has a check of its own', async () => {
    await world.apply({
      sources: [{ ...standardSource, secrets: [] }],
      targets: { winRate: { monthly: { atLeast: 30 } } },
    });
    expect(await checkOf(world, 'configuration.effect')).toMatchObject({
      status: 'warning',
      subject: 'targets.winRate.monthly.atLeast',
      message: expect.stringContaining('3000 %'),
    });
  });

  it('is warned of a language that has no messages, and of an address of records that is that of none', async () => {
    await world.apply({ sources: [{ ...standardSource, recordUrl: 'https://crm.example/' }], locale: 'xx' });
    const effects = (await examine(world)).filter(({ id }) => id === 'configuration.effect');
    expect(effects.map(({ status, subject }) => [status, subject])).toEqual([
      ['warning', 'sources[0].recordUrl'],
      ['warning', 'locale'],
    ]);
  });

  it('is well in every language that has messages, in whatever region', async () => {
    for (const locale of [...Object.keys(languages), 'en-GB', 'en-US']) {
      await world.apply({ sources: [standardSource], locale });
      expect((await checkOf(world, 'configuration.effect')).status, locale).toBe('ok');
    }
  });
});
