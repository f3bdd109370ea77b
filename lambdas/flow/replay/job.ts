import type { Job } from '../../domain/ports.ts';
import type { Services } from '../services.ts';

/** Changes what is told of a job. That there is none any more keeps nothing back: it expires after a month. */
export const changeJob = async (
  { jobs }: Pick<Services, 'jobs'>,
  id: string,
  change: (job: Job) => Partial<Job>,
): Promise<void> => {
  const job = await jobs.get(id);
  if (job) await jobs.put({ ...job, ...change(job) });
};
