import type { Job, RecordsMessage, ReviewMessage } from '../domain/ports.ts';
import type { Services } from './services.ts';

export type Waiting = Pick<Services, 'jobs' | 'clock' | 'randomId' | 'pause' | 'patienceMs'>;

const firstWaitMs = 40;
const longestWaitMs = 500;

/**
 * Enters a job of a new id, or of one that tells what was asked.
 *
 * @param to the address, of a test
 */
export const putQueued = async ({ jobs, clock }: Waiting, id: string, workspace: string, to?: string): Promise<Job> => {
  const job: Job = {
    id,
    workspace,
    status: 'queued',
    createdAt: clock(),
    result: null,
    reason: null,
    ...(to !== undefined && { to }),
  };
  await jobs.put(job);
  return job;
};

/** Waits a while for a job. Answers it as it then is. */
const waited = async ({ jobs, pause, patienceMs }: Waiting, job: Job): Promise<Job> => {
  let waitMs = firstWaitMs;
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += waitMs) {
    const now = await jobs.get(job.id);
    if (now && now.status !== 'queued') return now;
    await pause(waitMs);
    waitMs = Math.min(waitMs * 1.5, longestWaitMs);
  }
  return (await jobs.get(job.id)) ?? job;
};

/** Queues a review as a job and waits a while for it. Answers the job as it then is. */
export const askReview = async (
  services: Waiting & Pick<Services, 'reviewQueue'>,
  message: Omit<ReviewMessage, 'job'>,
): Promise<Job> => {
  const job = await putQueued(services, services.randomId(), message.workspace);
  await services.reviewQueue.add([{ ...message, job: job.id }]);
  return waited(services, job);
};

/**
 * The same of the records behind a number.
 *
 * @param id of a job that may have been asked for already: then it is not queued again
 */
export const askRecords = async (
  services: Waiting & Pick<Services, 'recordsQueue'>,
  message: Omit<RecordsMessage, 'job' | 'kind'>,
  id = services.randomId(),
): Promise<Job> => {
  const known = await services.jobs.get(id);
  if (known) return waited(services, known);
  const job = await putQueued(services, id, message.workspace);
  await services.recordsQueue.add([{ kind: 'records', ...message, job: id }]);
  return waited(services, job);
};
