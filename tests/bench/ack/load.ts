import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { standardHook } from '../support/hooks.ts';

/** What became of a load. */
export interface Answers {
  /** Milliseconds from when each was to be sent until its answer was there, in the order in which they were to be. */
  readonly latencies: readonly number[];
  readonly accepted: number;
  /** What became of the others: a status, or the code of an error where none came. */
  readonly others: readonly string[];
}

/** A server may close a connection that was idle for five seconds just as it is used again. */
const idleMs = 2000;

const post = (url: string, agent: Agent, id: number): Promise<number> => {
  const { target, headers, body } = standardHook({ id, version: 0, now: Date.now() });
  const { host: _, ...own } = headers;
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${target}`, { method: 'POST', agent, headers: own as Record<string, string[]> });
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
};

/**
 * Sends a webhook whenever one is due, however long the answers take. Its latency begins when it was due, so that what
 * waits because others wait is not left out.
 */
export const sendLoad = async (url: string, perSecond: number, seconds: number, first = 1): Promise<Answers> => {
  const agent = new Agent({ keepAlive: true, timeout: idleMs });
  const count = Math.round(perSecond * seconds);
  const latencies = new Array<number>(count).fill(Number.POSITIVE_INFINITY);
  const others: string[] = [];
  const start = performance.now();
  const sendOne = async (index: number): Promise<void> => {
    const due = start + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const outcome = await post(url, agent, first + index).catch(
      (error: NodeJS.ErrnoException) => error.code ?? error.name,
    );
    if (outcome === 200) latencies[index] = performance.now() - due;
    else others.push(String(outcome));
  };
  await Promise.all(latencies.map((_, index) => sendOne(index)));
  agent.destroy();
  return { latencies, accepted: count - others.length, others };
};
