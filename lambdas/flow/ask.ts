import type { Job, ReviewMessage } from '../domain/ports.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'jobs' | 'reviewQueue' | 'clock' | 'randomId' | 'pause' | 'patienceMs'>;

const firstWaitMs = 40;
const longestWaitMs = 500;

/** Queues a review as a job and waits a while for it. Answers the job as it then is. */
export const askReview = async (services: Needs, message: Omit<ReviewMessage, 'job'>): Promise<Job> => {
  const { jobs, reviewQueue, clock, randomId, pause, patienceMs } = services;
  const job: Job = {
    id: randomId(),
    workspace: message.workspace,
    status: 'queued',
    createdAt: clock(),
    result: null,
    reason: null,
  };
  await jobs.put(job);
  await reviewQueue.add([{ ...message, job: job.id }]);
  let waitMs = firstWaitMs;
  for (let waited = 0; waited < patienceMs; waited += waitMs) {
    const now = await jobs.get(job.id);
    if (now && now.status !== 'queued') return now;
    await pause(waitMs);
    waitMs = Math.min(waitMs * 1.5, longestWaitMs);
  }
  return (await jobs.get(job.id)) ?? job;
};
