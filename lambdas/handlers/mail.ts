import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { mail } from '../flow/mail.ts';
import { eachMessage } from '../runtime/eachMessage.ts';
import { mailMessage } from '../runtime/messages.ts';
import { services } from '../runtime/services.ts';

/** Sends to be mailed, by the queue of mails. One that was certainly not taken comes back after the queue's delay. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, mailMessage, (message) => mail(services(), message));
