import * as z from 'zod/mini';
import type { MailEvent } from '../flow/feedback.ts';
import type { TestEvent } from '../flow/testFeedback.ts';

/** @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const published = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId: z.string(),
    timestamp: z.iso.datetime({ offset: true }),
    tags: z.record(z.string(), z.array(z.string())),
  }),
  bounce: z.optional(
    z.object({ bounceType: z.string(), bounceSubType: z.optional(z.string()), timestamp: z.optional(z.string()) }),
  ),
  complaint: z.optional(
    z.object({ complaintFeedbackType: z.optional(z.nullable(z.string())), timestamp: z.optional(z.string()) }),
  ),
  delivery: z.optional(z.object({ timestamp: z.optional(z.string()) })),
  deliveryDelay: z.optional(z.object({ delayType: z.optional(z.string()), timestamp: z.optional(z.string()) })),
  reject: z.optional(z.object({ reason: z.optional(z.string()) })),
});

const kinds: Readonly<Record<string, MailEvent['kind']>> = {
  Send: 'sent',
  Delivery: 'delivered',
  DeliveryDelay: 'delayed',
  Bounce: 'bounced',
  Complaint: 'complained',
  Reject: 'refused',
  'Rendering Failure': 'refused',
};

const parsed = (message: string): z.output<typeof published> | undefined => {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    // When the destination is set up, SES publishes a sentence.
    return undefined;
  }
  const result = published.safeParse(json);
  return result.success ? result.data : undefined;
};

/** What an event of SES says of a send, or of a test; undefined when it is of neither. Addresses in it are not looked at. */
export const mailEventOf = (message: string): MailEvent | TestEvent | undefined => {
  const event = parsed(message);
  const kind = event && kinds[event.eventType];
  const [workspace] = event?.mail.tags.workspace ?? [];
  const [send] = event?.mail.tags.send ?? [];
  const [test] = event?.mail.tags.test ?? [];
  const of = send ? { send } : test ? { test } : undefined;
  if (!event || !kind || !workspace || !of) return undefined;
  const { mail, bounce, complaint, delivery, deliveryDelay, reject } = event;
  const told = bounce ?? complaint ?? delivery ?? deliveryDelay;
  return {
    workspace,
    ...of,
    kind,
    messageId: mail.messageId,
    at: Date.parse(told?.timestamp ?? mail.timestamp),
    permanent: bounce?.bounceType === 'Permanent',
    reason:
      (bounce && [bounce.bounceType, bounce.bounceSubType].filter(Boolean).join(', ')) ??
      complaint?.complaintFeedbackType ??
      reject?.reason ??
      null,
  };
};
