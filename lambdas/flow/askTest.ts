import type { Period } from '../domain/periods/period.ts';
import type { Job, TestMailMessage, Workspace } from '../domain/ports.ts';
import type { Mistake } from '../domain/workspaces/mistakes.ts';
import { addressOf } from './address.ts';
import { putQueued, type Waiting } from './ask.ts';
import { findReview } from './findReview.ts';
import type { Services } from './services.ts';
import { testReaderOf } from './testReader.ts';

type Needs = Waiting & Pick<Services, 'mailQueue' | 'preferences' | 'reviews' | 'ledger'>;

export interface TestWanted extends Pick<TestMailMessage, 'to' | 'role' | 'locale'> {
  readonly workspace: Workspace;
  readonly period: Period;
}

/**
 * Queues a copy of a review for one who wants to see it: as it was mailed, else the latest, as a send would mail it.
 *
 * @returns the job; what is wrong with the question; or `absent` where the review is not computed yet
 */
export const askTest = async (
  services: Needs,
  { workspace, period, to, role, locale }: TestWanted,
): Promise<Job | { readonly errors: readonly Mistake[] } | 'absent'> => {
  const { configuration } = workspace;
  const asOf = services.clock();
  const found = await testReaderOf(services, workspace, { to, role, locale, asOf });
  if ('why' in found) return { errors: [{ path: 'to', message: found.why }] };
  if (configuration.from === undefined)
    return { errors: [{ path: 'from', message: 'is missing in the configuration: nothing can be mailed without it' }] };
  const { reader } = found;
  const scope = reader.scope ?? null;
  const document = await findReview(services, {
    workspace: configuration.workspace,
    period,
    scope,
    version: undefined,
  });
  if (!document) return 'absent';
  const review = addressOf(configuration.workspace, period, scope);
  const job = await putQueued(services, services.randomId(), configuration.workspace, reader.email);
  const message: TestMailMessage = {
    kind: 'test',
    review,
    version: document.version,
    to: reader.email,
    ...(role !== undefined && { role }),
    ...(locale !== undefined && { locale }),
    asOf,
    job: job.id,
  };
  await services.mailQueue.add([message]);
  return job;
};
