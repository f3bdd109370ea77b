import type { Context } from '../context.ts';
import type { SourceHealth } from '../http/answers.ts';
import { type Api, path } from '../http/api.ts';
import { poll } from '../http/jobs.ts';
import { Refused } from '../http/refused.ts';
import { spin } from '../terminal/progress.ts';

const patienceInMilliseconds = 60_000;

/** How many deliveries of a source are not translated yet; `null` when the key may only post and so cannot ask. */
const pendingOf = async (api: Api, workspace: string, source: string): Promise<number | null> => {
  try {
    const { sources } = await api.ask<{ sources: SourceHealth[] }>({
      method: 'GET',
      path: path`/v1/workspaces/${workspace}/sources`,
    });
    return sources.find(({ id }) => id === source)?.pending ?? 0;
  } catch (error) {
    if (error instanceof Refused && error.status === 403) return null;
    throw error;
  }
};

/**
 * Waits until everything a source received has been translated, so that a review asked for next has all of it.
 * Answers how many deliveries are still pending: 0, or more when patience ran out; `null` when it cannot be asked.
 */
export const settled = async (
  context: Context,
  api: Api,
  workspace: string,
  source: string,
): Promise<number | null> => {
  let pending = await pendingOf(api, workspace, source);
  if (!pending) return pending;
  const ask = async (): Promise<true | undefined> => {
    pending = await pendingOf(api, workspace, source);
    return pending ? undefined : true;
  };
  await spin(context, 'Waiting until all of it is in the records', () => poll(context, ask, patienceInMilliseconds));
  return pending;
};
