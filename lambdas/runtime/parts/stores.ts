import { createApiKeys } from '../../adapters/dynamodb/apiKeys.ts';
import { dynamo } from '../../adapters/dynamodb/client.ts';
import { createDeliveries } from '../../adapters/dynamodb/deliveries.ts';
import { createJobs } from '../../adapters/dynamodb/jobs.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createPreferences } from '../../adapters/dynamodb/preferences.ts';
import { createRecords } from '../../adapters/dynamodb/records.ts';
import { createRefused } from '../../adapters/dynamodb/refused.ts';
import { createReviews } from '../../adapters/dynamodb/reviews.ts';
import { createWorkspaces } from '../../adapters/dynamodb/workspaces.ts';
import type { Services } from '../../flow/services.ts';
import type { Part } from '../compose.ts';

/** What is kept in the three tables. */

export const deliveries: Part<Services['deliveries'], 'deliveriesTable'> = {
  needs: ['deliveriesTable'],
  make: ({ deliveriesTable }) => createDeliveries(dynamo(), deliveriesTable),
};

export const records: Part<Services['records'], 'recordsTable'> = {
  needs: ['recordsTable'],
  make: ({ recordsTable }) => createRecords(dynamo(), recordsTable),
};

type InReviews<Name extends keyof Services> = Part<Services[Name], 'reviewsTable'>;

export const workspaces: InReviews<'workspaces'> = {
  needs: ['reviewsTable'],
  make: ({ reviewsTable }) => createWorkspaces(dynamo(), reviewsTable),
};

export const refused: InReviews<'refused'> = {
  needs: ['reviewsTable'],
  make: ({ reviewsTable }) => createRefused(dynamo(), reviewsTable),
};

export const apiKeys: InReviews<'apiKeys'> = {
  needs: ['reviewsTable'],
  make: ({ reviewsTable }) => createApiKeys(dynamo(), reviewsTable),
};

export const reviews: InReviews<'reviews'> = {
  needs: ['reviewsTable'],
  make: ({ reviewsTable }) => createReviews(dynamo(), reviewsTable),
};

export const ledger: InReviews<'ledger'> = {
  needs: ['reviewsTable'],
  make: ({ reviewsTable }) => createLedger(dynamo(), reviewsTable),
};

export const preferences: InReviews<'preferences'> = {
  needs: ['reviewsTable'],
  make: ({ reviewsTable }) => createPreferences(dynamo(), reviewsTable),
};

export const jobs: InReviews<'jobs'> = {
  needs: ['reviewsTable'],
  make: ({ reviewsTable }) => createJobs(dynamo(), reviewsTable),
};
