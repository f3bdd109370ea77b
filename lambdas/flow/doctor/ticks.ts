import type { SourceHealth } from '../health.ts';
import { inParallel } from '../parallel.ts';
import type { Services } from '../services.ts';
import { slackMs } from '../sweep.ts';
import { type Asked, type Check, minute, ok, problem, warning } from './check.ts';

const hourMs = 60 * 60_000;
const readsAtOnce = 4;
const about = ['schedule.ticks', 'schedule'] as const;

const mend = [
  'EventBridge console > Scheduler > Schedules: is it enabled? If it is, the log of the function "schedule" says why it fails.',
  'On a laptop without the demonstration stop it, and start it with its clock and the other options that it has now:',
  'npm start -- --empty --tick',
].join('\n');

/**
 * Whether ticks run. No tick is written down as such, but each settles every source up to ten minutes ago, unless
 * deliveries of it cannot be translated. So does computing a review: that all is well here is no proof that ticks run,
 * for which there is an alarm, yet the opposite is one that they do not.
 */
export const tickChecks = async (
  { workspaces }: Pick<Services, 'workspaces'>,
  { workspace: { configuration, createdAt }, now }: Asked,
  sources: readonly SourceHealth[],
): Promise<readonly Check[]> => {
  if (sources.length === 0) return [];
  if (now - createdAt < hourMs) return [ok(about, 'The workspace is less than an hour old.')];
  const reached = await inParallel(sources, readsAtOnce, async ({ id }) => {
    const state = await workspaces.sourceState(configuration.workspace, id);
    return state?.settledUntil ?? 0;
  });
  const sweptAt = Math.max(...reached) + slackMs;
  if (now - sweptAt <= hourMs) return [ok(about, `What has come in was last seen to at ${minute(sweptAt)}.`)];
  if (sources.every(({ pending }) => pending > 0))
    return [
      warning(about, 'Whether ticks run cannot be told while deliveries of every source wait to be translated.', mend),
    ];
  return [
    problem(about, 'There has been no tick for an hour: nothing is mailed, and nothing lost is found again.', mend),
  ];
};
