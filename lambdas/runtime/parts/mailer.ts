import { createMailer } from '../../adapters/ses/mailer.ts';
import type { Services } from '../../flow/services.ts';
import type { Part } from '../compose.ts';

export const mailer: Part<Services['mailer'], 'configurationSet'> = {
  needs: ['configurationSet'],
  make: ({ configurationSet }) => createMailer(configurationSet),
};
