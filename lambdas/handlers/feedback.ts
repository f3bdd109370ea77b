import type { SNSEvent } from 'aws-lambda';
import { feedback } from '../flow/feedback.ts';
import { testFeedback } from '../flow/testFeedback.ts';
import { compose } from '../runtime/compose.ts';
import { invocation } from '../runtime/invocation.ts';
import { mailEventOf } from '../runtime/mailEvent.ts';
import { logger, metrics } from '../runtime/parts/process.ts';
import { jobs, ledger, preferences } from '../runtime/parts/stores.ts';

const services = compose({ jobs, ledger, preferences, logger, metrics });

/** What SES reports of mails, by the topic of its event destination. */
export const handler = invocation(async ({ Records }: SNSEvent): Promise<void> => {
  for (const { Sns } of Records) {
    const event = mailEventOf(Sns.Message);
    if (event) await ('test' in event ? testFeedback(services, event) : feedback(services, event));
    else
      services.logger.warn('The mail system reports something that is of no send, and of no test.', {
        id: Sns.MessageId,
      });
  }
});
