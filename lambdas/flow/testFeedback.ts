import type { Heard, Job } from '../domain/ports.ts';
import { countStop, type Reported, stopAfter } from './feedback.ts';
import type { Services } from './services.ts';

/** What the mail system reports of a test, by the id of its job: the address stays out of what a mail carries. */
export interface TestEvent extends Reported {
  readonly test: string;
}

/** News in the order in which it supersedes: it comes in any order. */
const ranks: readonly Heard['kind'][] = ['sent', 'delayed', 'delivered', 'bounced', 'complained', 'refused'];

const noMore = 'Nothing more is mailed to its address, reviews included.';

const reasonOf = ({ kind, permanent, reason }: TestEvent): string | null => {
  const why = reason === null ? '' : ` (${reason})`;
  switch (kind) {
    case 'bounced':
      return permanent
        ? `It came back for good${why}. ${noMore}`
        : `It came back${why}. The next mail goes out all the same.`;
    case 'complained':
      return `Its reader reported it as spam${why}. ${noMore}`;
    case 'refused':
      return `The mail system refused it${why}.`;
    default:
      return null;
  }
};

/** Enters in its job what became of a test, and ends the mails to its address as the same news of a send does. */
export const testFeedback = async (
  { jobs, preferences, logger, metrics }: Pick<Services, 'jobs' | 'preferences' | 'logger' | 'metrics'>,
  event: TestEvent,
): Promise<void> => {
  const { workspace, test, kind, at } = event;
  const job = await jobs.get(test);
  if (job?.to === undefined || job.workspace !== workspace) {
    logger.warn('The mail system reports of a test that there is no job of, or not any more.', {
      workspace,
      job: test,
      kind,
    });
    return;
  }
  await stopAfter(preferences, event, job.to);
  const heard = { kind, reason: reasonOf(event) };
  if (await jobs.hear(test, heard, ranks.slice(0, ranks.indexOf(kind)), at)) countStop(metrics, event);
};

/** A job as it is told: of a test whose mail was handed over, with what was heard of it since. */
export const asHeard = (job: Job): Job => {
  const { heard, status } = job;
  if (!heard || status === 'queued') return job;
  const { kind, reason } = heard;
  return kind === 'refused' ? { ...job, status: 'failed', result: null, reason } : { ...job, status: 'done', reason };
};
