import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { Job } from './answers.ts';
import { type Api, path } from './api.ts';

const firstWaitInMilliseconds = 250;
const longestWaitInMilliseconds = 3_000;
const patienceInMilliseconds = 15 * 60_000;

/**
 * Asks again and again, ever less often, until `done` answers something; `undefined` when patience ran out.
 * Waiting is counted rather than looked up on a clock, so that tests need not wait.
 */
export const poll = async <T>(
  context: Pick<Context, 'sleep'>,
  done: () => Promise<T | undefined>,
  patience = patienceInMilliseconds,
): Promise<T | undefined> => {
  let wait = firstWaitInMilliseconds;
  for (let waited = 0; waited < patience; waited += wait) {
    const answer = await done();
    if (answer !== undefined) return answer;
    await context.sleep(wait);
    wait = Math.min(wait * 1.5, longestWaitInMilliseconds);
  }
  return done();
};

/** Waits until a job that was answered 202 has done what it promised. */
export const ended = async (context: Pick<Context, 'sleep'>, api: Api, id: string): Promise<Job> => {
  const job = await poll(context, async () => {
    const asked = await api.ask<Job>({ method: 'GET', path: path`/v1/jobs/${id}` });
    return asked.status === 'queued' ? undefined : asked;
  });
  if (job === undefined) {
    throw new Failure(`The job ${id} is still not done.`, { hint: 'Ask again later: what it computes is kept.' });
  }
  if (job.status === 'failed') throw new Failure(`The job ${id} failed: ${job.reason ?? 'without a reason'}.`);
  return job;
};

/** The same, and answers the path of what it made. */
export const finished = async (context: Pick<Context, 'sleep'>, api: Api, id: string): Promise<string> => {
  const { result } = await ended(context, api, id);
  if (result === null) throw new Failure(`The job ${id} failed: without a reason.`);
  return result;
};
