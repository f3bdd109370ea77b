import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SNSEvent } from 'aws-lambda';
import type { Activity } from './activity.ts';
import { account, type Invoke, invocationContext, region } from './lambda.ts';
import type { Random } from './random.ts';
import type { RawMail } from './sesRequest.ts';

export interface PublisherSettings {
  readonly handler: Invoke<SNSEvent, unknown>;
  readonly activity: Activity;
  readonly random: Random;
  /** Told of an event that the function would not take. */
  readonly onLost: (kind: string, reason: string) => void;
  readonly firstBackoffInMilliseconds?: number;
  /** Share of events that come twice, as a topic's may. */
  readonly repeated?: number;
}

/** Tells the feedback function what became of a mail. */
export type Publish = (mail: RawMail, messageId: string, sentAt: number) => void;

type Detail = Readonly<Record<string, unknown>> & { readonly eventType: string };

/** SES's own mailbox simulator addresses, and what happens to a mail to them. */
const simulated: Readonly<Record<string, (address: string, timestamp: string) => Detail>> = {
  'bounce@simulator.amazonses.com': (address, timestamp) => ({
    eventType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [
        { emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
      ],
      timestamp,
      feedbackId: randomUUID(),
      reportingMTA: 'dsn; local',
    },
  }),
  'complaint@simulator.amazonses.com': (address, timestamp) => ({
    eventType: 'Complaint',
    complaint: {
      complainedRecipients: [{ emailAddress: address }],
      timestamp,
      feedbackId: randomUUID(),
      complaintFeedbackType: 'abuse',
    },
  }),
};

const delivered = (recipients: readonly string[], timestamp: string): Detail => ({
  eventType: 'Delivery',
  delivery: {
    timestamp,
    processingTimeMillis: 5,
    recipients,
    smtpResponse: '250 2.0.0 OK',
    remoteMtaIp: '127.0.0.1',
    reportingMTA: 'local',
  },
});

/** The part that every event of a mail has in common: Amazon SES event publishing, `mail`. */
const mailObject = (mail: RawMail, messageId: string, timestamp: string) => ({
  timestamp,
  source: mail.source,
  sourceArn: `arn:aws:ses:${region}:${account}:identity/${mail.source}`,
  sendingAccountId: account,
  messageId,
  destination: mail.destinations,
  headersTruncated: false,
  headers: mail.headers,
  commonHeaders: { from: [mail.source], to: mail.destinations, messageId, subject: mail.subject },
  tags: {
    'ses:operation': ['SendRawEmail'],
    'ses:configuration-set': [mail.configurationSet],
    'ses:source-ip': ['127.0.0.1'],
    ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
  },
});

const notification = (message: unknown, timestamp: string): SNSEvent => ({
  Records: [
    {
      EventVersion: '1.0',
      EventSource: 'aws:sns',
      EventSubscriptionArn: `arn:aws:sns:${region}:${account}:feedback:${randomUUID()}`,
      Sns: {
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: `arn:aws:sns:${region}:${account}:feedback`,
        Subject: 'Amazon SES Email Event Notification',
        Message: JSON.stringify(message),
        Timestamp: timestamp,
        SignatureVersion: '1',
        Signature: '',
        SigningCertUrl: '',
        UnsubscribeUrl: '',
        MessageAttributes: {},
      },
    },
  ],
});

const maximumRetries = 2;

/** An SNS topic of SES events with a function subscribed to it: asynchronous, with Lambda's two retries. */
export const createPublisher = (settings: PublisherSettings): Publish => {
  const { handler, activity, random, onLost, firstBackoffInMilliseconds = 500, repeated = 0.03 } = settings;

  const deliver = async (event: SNSEvent, kind: string): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      try {
        await handler(event, invocationContext('feedback'));
        return;
      } catch (error) {
        if (attempt >= maximumRetries) return onLost(kind, error instanceof Error ? error.message : String(error));
        await sleep(firstBackoffInMilliseconds * 2 ** attempt);
      }
    }
  };

  return (mail, messageId, sentAt) => {
    if (mail.configurationSet === null) return;
    const timestamp = new Date(sentAt).toISOString();
    const common = mailObject(mail, messageId, timestamp);
    const others = mail.destinations.filter((address) => !Object.hasOwn(simulated, address));
    const details: Detail[] = [
      { eventType: 'Send', send: {} },
      ...mail.destinations.flatMap((address): Detail[] => {
        const detail = simulated[address];
        return detail ? [detail(address, timestamp)] : [];
      }),
      ...(others.length > 0 ? [delivered(others, timestamp)] : []),
    ];
    for (const detail of details) {
      const event = notification({ ...detail, mail: common }, timestamp);
      const kind = detail.eventType;
      for (let copies = random() < repeated ? 2 : 1; copies > 0; copies--) {
        const finish = activity.begin();
        void deliver(event, kind).finally(finish);
      }
    }
  };
};
