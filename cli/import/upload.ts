import type { Context } from '../context.ts';
import type { Ingested, Rejection } from '../http/answers.ts';
import { type Api, path } from '../http/api.ts';
import { isPassing, Refused } from '../http/refused.ts';
import { Unreachable } from '../http/unreachable.ts';
import type { Batch } from './batches.ts';

const inFlight = 4;
const attempts = 8;
const firstWaitInMilliseconds = 500;
const longestWaitInMilliseconds = 15_000;
const longestAskedWaitInMilliseconds = 60_000;

export interface Target {
  readonly context: Context;
  readonly api: Api;
  readonly workspace: string;
  readonly source: string;
}

/** Seconds or an HTTP date; `undefined` when the answer asks for no wait that can be read. */
const askedWait = (error: unknown, now: number): number | undefined => {
  const written = error instanceof Refused ? error.headers.get('retry-after') : null;
  if (written === null) return undefined;
  const wait = /^\d+$/.test(written) ? Number(written) * 1_000 : Date.parse(written) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestAskedWaitInMilliseconds);
};

const passing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refused && isPassing(error.status));

const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' &&
  value !== null &&
  'index' in value &&
  typeof value.index === 'number' &&
  'message' in value;

/** A whole batch was refused line by line: that is an answer, not a failure. */
const rejectedWhole = (error: unknown): Ingested | undefined => {
  if (!(error instanceof Refused) || error.status !== 400 || !Array.isArray(error.problem.rejected)) return undefined;
  const rejected = error.problem.rejected.filter(isRejection);
  return rejected.length > 0 ? { accepted: 0, rejected } : undefined;
};

/**
 * Posts batches, four at a time. What fails in passing is posted again, ever later: the fold makes an observation
 * that arrives twice harmless. An address at which nothing listens from the start is not waited for.
 */
export interface Upload {
  /** Resolves when there is room for the next batch. @throws Failure of this or an earlier batch */
  post(batch: Batch): Promise<void>;
  /** Resolves when every batch has been answered. @throws Failure */
  finish(): Promise<void>;
}

export const createUpload = (
  { context, api, workspace, source }: Target,
  answered: (batch: Batch, answer: Ingested) => void,
): Upload => {
  const running = new Set<Promise<void>>();
  let reached = false;
  let failed: { readonly error: unknown } | undefined;

  const ask = (batch: Batch): Promise<Ingested> =>
    api
      .ask<Ingested>({
        method: 'POST',
        path: path`/v1/workspaces/${workspace}/sources/${source}/observations`,
        body: batch.body,
        contentType: 'application/x-ndjson',
      })
      .catch((error: unknown) => {
        const whole = rejectedWhole(error);
        if (whole) return whole;
        throw error;
      });

  const worthRepeating = (error: unknown): boolean => {
    const nobodyThere = error instanceof Unreachable && error.refused && !reached;
    return passing(error) && !nobodyThere && failed === undefined;
  };

  const deliver = async (batch: Batch, attempt = 1): Promise<Ingested> => {
    try {
      return await ask(batch);
    } catch (error) {
      if (attempt === attempts || !worthRepeating(error)) throw error;
      const wait = Math.min(firstWaitInMilliseconds * 2 ** (attempt - 1), longestWaitInMilliseconds);
      await context.sleep(askedWait(error, Date.now()) ?? wait * (0.5 + Math.random() / 2));
      return deliver(batch, attempt + 1);
    }
  };

  const start = (batch: Batch): void => {
    const work: Promise<void> = deliver(batch)
      .then((answer) => {
        reached = true;
        answered(batch, answer);
      })
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => running.delete(work));
    running.add(work);
  };

  const settle = async (most: number): Promise<void> => {
    while (running.size > most) await Promise.race(running);
    if (!failed) return;
    await Promise.all(running);
    throw failed.error;
  };

  return {
    post: async (batch) => {
      await settle(inFlight - 1);
      start(batch);
    },
    finish: async () => {
      await settle(0);
    },
  };
};
