import type { SQSEvent } from 'aws-lambda';
import { mail } from '../flow/mail.ts';
import { compose } from '../runtime/compose.ts';
import { eachMessage } from '../runtime/eachMessage.ts';
import { invocation } from '../runtime/invocation.ts';
import { mailMessage } from '../runtime/messages.ts';
import { mailer } from '../runtime/parts/mailer.ts';
import { clock, logger, metrics, publicUrl } from '../runtime/parts/process.ts';
import { secrets } from '../runtime/parts/secrets.ts';
import { ledger, preferences, reviews, workspaces } from '../runtime/parts/stores.ts';

const services = compose({
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

/** Sends to be mailed, by the queue of mails. One that was certainly not taken comes back after the queue's delay. */
export const handler = invocation((event: SQSEvent) =>
  eachMessage(event, mailMessage, (message) => mail(services, message)),
);
