import { createMailAccount } from '../../adapters/ses/account.ts';
import { createDeadLetters } from '../../adapters/sqs/deadLetters.ts';
import type { Services } from '../../flow/services.ts';
import type { Part } from '../compose.ts';

/** What the deployment can tell of itself. */

export const mailAccount: Part<Services['mailAccount']> = { needs: [], make: createMailAccount };

export const deadLetters: Part<Services['deadLetters'], 'deadLetterQueueUrls'> = {
  needs: ['deadLetterQueueUrls'],
  make: ({ deadLetterQueueUrls }) => createDeadLetters(deadLetterQueueUrls),
};

export const mailDomain: Part<Services['mailDomain'], 'mailDomain'> = {
  needs: ['mailDomain'],
  make: ({ mailDomain: domain }) => domain,
};
