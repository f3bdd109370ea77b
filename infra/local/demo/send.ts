import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { DemoRequest } from './generate.ts';
import type { DemoState } from './state.ts';

/** How many requests are under way at a time. */
const atOnce = 8;
/** Like any system that sends webhooks, these try again when they are not answered, a little later each time. */
const mostAttempts = 5;
const firstBackoffMs = 200;
const contentTypes = { kommo: 'application/x-www-form-urlencoded', hub: 'application/json' } as const;

interface Sender {
  /** Rejects unless the request is acknowledged. */
  send(demo: DemoRequest): Promise<void>;
  close(): void;
}

/** Plays both systems: Kommo, whose secret stands in the URL, and the hub, which signs as Standard Webhooks does. */
const createSender = (hooks: string, { kommoToken, hubSecret }: DemoState): Sender => {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const webhook = new Webhook(hubSecret);
  const signed = ({ id, body }: DemoRequest): Record<string, string> => {
    const now = new Date();
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': webhook.sign(id, now, body),
    };
  };
  return {
    send: (demo) =>
      new Promise((resolve, reject) => {
        const path = demo.source === 'kommo' ? `kommo/${kommoToken}` : 'hub';
        const headers = { 'content-type': contentTypes[demo.source], ...(demo.source === 'hub' && signed(demo)) };
        const post = request(`${hooks}/${path}`, { method: 'POST', agent, headers }, (response) => {
          response.resume();
          response.on('end', () => {
            const { statusCode = 0 } = response;
            if (statusCode >= 200 && statusCode < 300) resolve();
            else reject(new Error(`A webhook of the demonstration (${demo.source}) was answered ${statusCode}.`));
          });
        });
        post.on('error', reject);
        post.end(demo.body);
      }),
    close: () => agent.destroy(),
  };
};

export interface SendSettings {
  /** Address of the workspace's hooks, without a slash at its end. */
  readonly hooks: string;
  readonly state: DemoState;
  readonly requests: readonly DemoRequest[];
  readonly signal: AbortSignal;
  /** Told how many requests, from the first on, have been acknowledged. */
  readonly onAcknowledged: (count: number) => void;
}

const sendUntilAnswered = async ({ send }: Sender, demo: DemoRequest, signal: AbortSignal): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(demo);
    } catch (error) {
      if (attempt === mostAttempts || signal.aborted) throw error;
      await sleep(firstBackoffMs * 2 ** attempt, undefined, { signal });
    }
  }
};

/** Sends what has not been acknowledged yet, several at a time, in the order of their beginning. */
export const sendAll = async ({ hooks, state, requests, signal, onAcknowledged }: SendSettings): Promise<void> => {
  const sender = createSender(hooks, state);
  const done = new Set<number>();
  let [next, acknowledged] = [state.acknowledged, state.acknowledged];
  const work = async (): Promise<void> => {
    while (next < requests.length && !signal.aborted) {
      const index = next++;
      const demo = requests[index];
      if (demo) await sendUntilAnswered(sender, demo, signal);
      done.add(index);
      while (done.delete(acknowledged)) acknowledged++;
      onAcknowledged(acknowledged);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    sender.close();
  }
};
