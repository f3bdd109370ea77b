import { createKnownSources } from '../../flow/known.ts';
import type { Services } from '../../flow/services.ts';
import { verifiers } from '../../sources/verifiers.ts';
import { type Part, serviceOf } from '../compose.ts';
import { secrets } from './secrets.ts';
import { workspaces } from './stores.ts';

export const known: Part<Services['known'], 'reviewsTable' | 'secrets' | 'adminKey'> = {
  needs: [...workspaces.needs, ...secrets.needs],
  make: (environment) =>
    createKnownSources({
      workspaces: serviceOf(workspaces, environment),
      secrets: serviceOf(secrets, environment),
      verifiers,
      clock: Date.now,
    }),
};
