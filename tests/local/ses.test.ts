import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { SNSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createActivity } from '../../infra/local/activity.ts';
import { close, listen } from '../../infra/local/listen.ts';
import { type Mailbox, openMailbox } from '../../infra/local/mailbox.ts';
import { createSesServer } from '../../infra/local/ses.ts';
import { createPublisher } from '../../infra/local/sesEvents.ts';
import { temporaryDirectory } from './harness.ts';

const raw = Buffer.from(
  'From: =?UTF-8?Q?Ip=C3=AA?= KPIs <kpis@acme.example>\r\nTo: ana@acme.example\r\nSubject: =?UTF-8?B?T2zDoQ==?=\r\n\r\nCaf\xe9\0\r\n',
  'latin1',
);

describe('the SES endpoint, asked by the SDK', () => {
  let client: SESClient;
  let mailbox: Mailbox;
  let directory: string;
  let events: SNSEvent[];
  let now: number;
  const daily = 5;
  const activity = createActivity();

  const send = (input: Partial<ConstructorParameters<typeof SendRawEmailCommand>[0]> = {}) =>
    client.send(
      new SendRawEmailCommand({
        Source: 'kpis@acme.example',
        Destinations: ['ana@acme.example'],
        RawMessage: { Data: raw },
        ...input,
      }),
    );
  const messagesOf = () => events.map(({ Records }) => JSON.parse(Records[0]?.Sns.Message ?? '{}'));

  beforeEach(async () => {
    events = [];
    directory = path.join(temporaryDirectory(), 'mailbox');
    mailbox = openMailbox(directory);
    const publish = createPublisher({
      activity,
      random: () => 1,
      onLost: () => {},
      handler: async (event) => {
        events.push(event);
      },
    });
    now = Date.UTC(2026, 10, 3, 11);
    const server = createSesServer({ mailbox, publish, clock: () => now, daily });
    const port = await listen(server, 0, '127.0.0.1');
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new SESClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, maxAttempts: 1 });
    onTestFinished(async () => {
      client.destroy();
      await close(server);
    });
  });

  it('keeps the very bytes', async () => {
    const { MessageId = '' } = await send();
    expect(await mailbox.raw(MessageId)).toEqual(raw);
    expect(readFileSync(path.join(directory, `${MessageId}.eml`))).toEqual(raw);
  });

  it('lists to whom it went, by the envelope, and its subject, decoded', async () => {
    const { MessageId } = await send({ Destinations: ['rui@acme.example'] });
    expect(mailbox.list()).toEqual([
      { id: MessageId, to: 'rui@acme.example', subject: 'Olá', sentAt: '2026-11-03T11:00:00.000Z' },
    ]);
  });

  it('reads the recipients from the headers where the envelope names none', async () => {
    await send({ Destinations: undefined });
    expect(mailbox.list()[0]?.to).toBe('ana@acme.example');
  });

  it('finds its mails again after a restart, though the last line was cut off', async () => {
    const { MessageId } = await send();
    const index = path.join(directory, 'index.ndjson');
    appendFileSync(index, '{"id":"half');
    const reopened = openMailbox(directory);
    expect(reopened.list().map(({ id }) => id)).toEqual([MessageId]);
    reopened.add({ id: 'next', to: 'a@b.example', subject: 's', sentAt: '2026-11-03T11:00:00.000Z' }, raw);
    expect(openMailbox(directory).list()).toHaveLength(2);
  });

  it('finds the latest mail of a tag, after a restart too, and lists no tags', async () => {
    const Tags = [{ Name: 'send', Value: 'abc' }];
    await send({ Tags });
    const { MessageId } = await send({ Tags });
    await send({ Tags: [{ Name: 'send', Value: 'other' }] });
    for (const opened of [mailbox, openMailbox(directory)]) {
      expect(opened.tagged('send', 'abc')?.id).toBe(MessageId);
      expect(opened.tagged('send', 'none')).toBeUndefined();
      expect(Object.keys(opened.list()[0] ?? {})).toEqual(['id', 'to', 'subject', 'sentAt']);
    }
  });

  it('gives no mail away for an id that it does not know', async () => {
    await send();
    expect(await mailbox.raw('../index')).toBeUndefined();
  });

  const many = Array.from({ length: 51 }, (_, index) => `r${index}@acme.example`);
  it.each([
    ['more than 50 recipients', { Destinations: many }],
    ['a message over 10 MB', { RawMessage: { Data: Buffer.concat([raw, Buffer.alloc(10 * 1024 * 1024)]) } }],
    ['an empty message', { RawMessage: { Data: new Uint8Array() } }],
    ['a sender without a domain', { Source: 'kpis' }],
    [
      'a message without a sender',
      { Source: undefined, RawMessage: { Data: Buffer.from('To: a@b.example\r\n\r\nx') } },
    ],
    ['a recipient without a domain', { Destinations: ['ana'] }],
    ['a tag that holds more than letters, digits, _ and -', { Tags: [{ Name: 'send', Value: 'a b' }] }],
  ])('refuses %s', async (_, input) => {
    await expect(send(input)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      $metadata: { httpStatusCode: 400 },
    });
    expect(mailbox.list()).toEqual([]);
  });

  it('takes no more mails than its quota of 24 hours, and refuses the rest as SES does', async () => {
    for (let count = 0; count < daily; count += 1) await send();
    await expect(send()).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Daily message quota exceeded.',
      $metadata: { httpStatusCode: 400 },
    });
    expect(mailbox.list()).toHaveLength(daily);
    now += 24 * 3_600_000;
    await send();
    expect(mailbox.list()).toHaveLength(daily + 1);
  });

  it('reports the send and the delivery to the topic, with the tags', async () => {
    const { MessageId } = await send({ ConfigurationSetName: 'set', Tags: [{ Name: 'send', Value: 'abc' }] });
    await activity.idle();
    expect(messagesOf().map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
    for (const { mail } of messagesOf()) {
      expect(mail).toMatchObject({
        messageId: MessageId,
        timestamp: '2026-11-03T11:00:00.000Z',
        source: 'kpis@acme.example',
        destination: ['ana@acme.example'],
        tags: { send: ['abc'], 'ses:configuration-set': ['set'] },
      });
    }
    expect(events[0]?.Records[0]).toMatchObject({
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      Sns: { Type: 'Notification', TopicArn: expect.stringMatching(/^arn:aws:sns:/), MessageId: expect.any(String) },
    });
  });

  it('reports nothing of a mail that names no configuration set', async () => {
    await send();
    await activity.idle();
    expect(events).toEqual([]);
  });

  it.each([
    ['bounce', 'Bounce'],
    ['complaint', 'Complaint'],
  ])('lets a mail to the simulator address %s end as a %s', async (name, eventType) => {
    await send({ ConfigurationSetName: 'set', Destinations: [`${name}@simulator.amazonses.com`] });
    await activity.idle();
    expect(messagesOf().map((message) => message.eventType)).toEqual(['Send', eventType]);
  });

  it('refuses other actions', async () => {
    const Message = { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } };
    const command = new SendEmailCommand({
      Source: 'a@b.example',
      Destination: { ToAddresses: ['c@d.example'] },
      Message,
    });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});

describe('the topic of SES events', () => {
  const mail = {
    raw,
    source: 'kpis@acme.example',
    destinations: ['ana@acme.example'],
    subject: 's',
    headers: [],
    tags: {},
    configurationSet: 'set',
  };

  it('tries twice more when the function fails, then gives the event up', async () => {
    const activity = createActivity();
    const lost: string[] = [];
    let calls = 0;
    const publish = createPublisher({
      activity,
      random: () => 1,
      firstBackoffInMilliseconds: 1,
      onLost: (kind) => lost.push(kind),
      handler: async () => {
        calls++;
        throw new Error('broken');
      },
    });
    publish(mail, 'id', Date.UTC(2026, 10, 3));
    await activity.idle();
    expect(calls).toBe(6);
    expect(lost.sort()).toEqual(['Delivery', 'Send']);
  });

  it('tells an event twice where chance has it so', async () => {
    const activity = createActivity();
    let calls = 0;
    const publish = createPublisher({
      activity,
      random: () => 0,
      onLost: () => {},
      handler: async () => {
        calls++;
      },
    });
    publish(mail, 'id', Date.UTC(2026, 10, 3));
    await activity.idle();
    expect(calls).toBe(4);
  });
});
