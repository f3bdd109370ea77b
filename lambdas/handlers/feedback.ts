import type { SNSEvent } from 'aws-lambda';
import { feedback } from '../flow/feedback.ts';
import { logger } from '../runtime/logger.ts';
import { mailEventOf } from '../runtime/mailEvent.ts';
import { services } from '../runtime/services.ts';

/** What SES reports of mails, by the topic of its event destination. */
export const handler = async ({ Records }: SNSEvent): Promise<void> => {
  for (const { Sns } of Records) {
    const event = mailEventOf(Sns.Message);
    if (event) await feedback(services(), event);
    else logger.warn('The mail system reports something that is of no send.', { id: Sns.MessageId });
  }
};
