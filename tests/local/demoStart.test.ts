import { readFileSync } from 'node:fs';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { demoRequests } from '../../infra/local/demo/generate.ts';
import type { DemoState } from '../../infra/local/demo/state.ts';
import { type Started, startProcess, temporaryDirectory, until } from './harness.ts';

interface Mail {
  readonly id: string;
  readonly to: string;
}

interface Source {
  readonly id: string;
  readonly pending: number;
  readonly totals: {
    readonly deliveries: number;
    readonly failed: number;
    readonly refused: number;
    readonly rejected: number;
  };
}

const patience = 120_000;
const readers = [
  'camila@ipe-alto.example',
  'joaquin@ipe-alto.example',
  'marina@ipe-alto.example',
  'priya@ipe-alto.example',
];

/** In CI, where libraries take a pipe for something that shows colours. */
const startDemo = (data: string): Started =>
  startProcess(['--port', '0', '--data', data], { environment: { QUARTERDECK_ADMIN_KEY: 'key', CI: '1' } });
const stateOf = (data: string): DemoState => JSON.parse(readFileSync(path.join(data, 'demo.json'), 'utf8'));
const json = async <Answer>(started: Started, pathname: string): Promise<Answer> => {
  const response = await fetch(`${started.address()}${pathname}`, { headers: { authorization: 'Bearer key' } });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
};
const mailed = async (started: Started): Promise<string[]> =>
  (await json<Mail[]>(started, '/local/mailbox')).map(({ to }) => to).sort();

describe('the demonstration, started', () => {
  it('goes on after a kill in its middle, mails each manager once, one of them of a campaign, and mails nothing at a later start', {
    timeout: 3 * patience,
  }, async () => {
    const data = temporaryDirectory();
    const first = startDemo(data);
    await first.said(/everything +http/);
    await until(
      'a part of the webhooks to be in',
      () => {
        try {
          return stateOf(data).acknowledged > 10;
        } catch {
          return false;
        }
      },
      patience,
    );
    await first.end('SIGKILL');
    const { startedAt, acknowledged, finished } = stateOf(data);
    const requests = demoRequests(startedAt);
    expect(acknowledged).toBeLessThan(requests.length);
    expect(finished).toBe(false);

    const second = startDemo(data);
    await second.said(/^Ready after/m, patience);
    expect(second.output.stdout).toContain(`Webhooks: ${acknowledged} of ${requests.length}`);
    expect(await mailed(second)).toEqual(readers);
    const { sources } = await json<{ sources: Source[] }>(second, '/v1/workspaces/ipe-alto/sources');
    for (const { id, pending, totals } of sources) {
      expect({ id, pending, failed: totals.failed, refused: totals.refused, rejected: totals.rejected }).toEqual({
        id,
        pending: 0,
        failed: 0,
        refused: 0,
        rejected: 0,
      });
      // What was under way when it was killed may have come twice, and counts once in every number.
      expect(totals.deliveries).toBeGreaterThanOrEqual(
        new Set(requests.filter(({ source }) => source === id).map((request) => request.id)).size,
      );
    }
    for (const { id } of await json<Mail[]>(second, '/local/mailbox')) {
      const raw = Buffer.from(await (await fetch(`${second.address()}/local/mailbox/${id}.eml`)).arrayBuffer());
      const mail = await simpleParser(raw);
      const link = /href="(http:[^"]+\/r\/[^"]+)"/.exec(String(mail.html))?.[1] ?? '';
      const page = await fetch(link);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('Ipê Alto');
    }
    const review = /the review +(\S+)/.exec(second.output.stdout)?.[1] ?? '';
    expect((await fetch(review)).status).toBe(200);
    expect(await second.end('SIGINT')).toBe(0);

    const third = startDemo(data);
    await third.said(/^Ready after/m, patience);
    expect(third.output.stdout).not.toContain('Webhooks');
    expect(await mailed(third)).toEqual(readers);
    expect(stateOf(data)).toMatchObject({ startedAt, acknowledged: requests.length, finished: true });
    expect(await third.end('SIGINT')).toBe(0);
  });
});
