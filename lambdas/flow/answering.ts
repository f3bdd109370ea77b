import type { Job } from '../domain/ports.ts';
import type { Mistake } from '../domain/workspaces/mistakes.ts';
import type { Services } from './services.ts';

/** What is asked for can never be had; asking again would not help. */
export class Unanswerable extends Error {
  override readonly name = 'Unanswerable';
  /** What of the question is wrong, where it is that. */
  readonly mistakes: readonly Mistake[];

  constructor(
    message: string,
    { mistakes = [], ...options }: ErrorOptions & { readonly mistakes?: readonly Mistake[] } = {},
  ) {
    super(message, options);
    this.mistakes = mistakes;
  }
}

interface Question {
  readonly workspace: string;
  readonly period: string;
  readonly job: string | null;
}

/**
 * Answers what somebody waits for in a job, and enters there what became of it.
 *
 * @throws whatever `answer` threw that may be answered when it is asked again
 */
export const answering = async (
  { jobs, logger }: Pick<Services, 'jobs' | 'logger'>,
  { workspace, period, job: id }: Question,
  answer: () => Promise<Pick<Job, 'result' | 'answer'>>,
): Promise<void> => {
  const finish = async (change: Partial<Job>): Promise<void> => {
    const job = id === null ? undefined : await jobs.get(id);
    if (job) await jobs.put({ ...job, ...change });
  };
  try {
    await finish({ status: 'done', reason: null, ...(await answer()) });
  } catch (error) {
    const permanent = error instanceof Unanswerable;
    const mistakes = permanent ? error.mistakes : [];
    const reason = permanent
      ? error.message
      : 'Computing it failed. It is tried again by itself; if this does not change, see the logs of the function "review".';
    await finish({ status: 'failed', result: null, reason, ...(mistakes.length > 0 && { mistakes }) });
    if (!permanent) throw error;
    // Whoever asked is told.
    if (mistakes.length > 0) return;
    logger.error('A review was asked for that cannot be had.', { workspace, period, error });
  }
};
