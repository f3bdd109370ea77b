import type { SQSEvent } from 'aws-lambda';
import { mail } from '../flow/mail.ts';
import { testMail } from '../flow/testMail.ts';
import { compose } from '../runtime/compose.ts';
import { eachMessage } from '../runtime/eachMessage.ts';
import { invocation } from '../runtime/invocation.ts';
import { mailMessage } from '../runtime/messages.ts';
import { mailer } from '../runtime/parts/mailer.ts';
import { clock, logger, metrics, publicUrl } from '../runtime/parts/process.ts';
import { secrets } from '../runtime/parts/secrets.ts';
import { jobs, ledger, preferences, reviews, workspaces } from '../runtime/parts/stores.ts';

const services = compose({
  jobs,
  ledger,
  preferences,
  workspaces,
  reviews,
  secrets,
  mailer,
  publicUrl,
  clock,
  logger,
  metrics,
});

/** Sends and tests to be mailed, by the queue of mails. A send that was certainly not taken comes back after the queue's delay. */
export const handler = invocation((event: SQSEvent) =>
  eachMessage(event, mailMessage, async (message) => {
    if (!('kind' in message)) return mail(services, message);
    await testMail(services, message);
    return 'done';
  }),
);
