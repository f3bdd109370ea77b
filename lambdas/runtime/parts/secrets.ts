import { createSecrets } from '../../adapters/secrets/index.ts';
import type { Services } from '../../flow/services.ts';
import type { Part } from '../compose.ts';

export const secrets: Part<Services['secrets'], 'secrets' | 'adminKey'> = {
  needs: ['secrets', 'adminKey'],
  make: ({ secrets: location, adminKey }) => createSecrets(location, adminKey),
};
