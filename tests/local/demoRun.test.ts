import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demoRequests } from '../../infra/local/demo/generate.ts';
import { runDemo } from '../../infra/local/demo/run.ts';
import { loadState, saveState } from '../../infra/local/demo/state.ts';
import { close, listen, readBody } from '../../infra/local/listen.ts';
import { createTerminal } from '../../infra/local/terminal.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { temporaryDirectory } from './harness.ts';

const startedAt = Date.UTC(2026, 10, 22, 12, 30);

/** Runs the demonstration against a front that takes everything; `known` is whether the database has its workspace. */
const run = async (before: { acknowledged: number; finished: boolean }, known: boolean) => {
  const file = path.join(temporaryDirectory(), 'demo.json');
  saveState(file, { ...loadState(file, startedAt), ...before });
  const asked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    await readBody(request, 1024 * 1024);
    asked.push(`${request.method} ${request.url?.split('/')[1]}`);
    response.writeHead(200).end('{}');
  });
  const port = await listen(server, 0, '127.0.0.1');
  onTestFinished(() => close(server));
  const order: string[] = [];
  await runDemo({
    system: {
      services: {
        workspaces: { get: async () => (known ? {} : undefined) },
        secrets: { admin: async () => 'key' },
      } as unknown as Services,
      mailbox: { list: () => [], add: () => {}, tagged: () => undefined, raw: async () => undefined },
      idle: async () => {},
      tick: async (now) => {
        order.push('tick');
        return { now: new Date(now).toISOString(), sent: [], skipped: [], reviews: [], why: [] };
      },
    },
    file,
    address: `http://127.0.0.1:${port}`,
    terminal: { ...createTerminal(), line: () => {}, progress: () => ({ advance: () => {}, finish: () => {} }) },
    signal: new AbortController().signal,
    onProgress: (progress) => {
      if (progress === null) order.push('through');
    },
  });
  const hooks = asked.filter((request) => request === 'POST hooks').length;
  return { hooks, applied: asked.includes('PUT v1'), order, state: loadState(file, 0) };
};

describe('the demonstration', () => {
  const all = demoRequests(startedAt).length;

  it('sends all of its webhooks at first, and remembers that it has', async () => {
    const { hooks, applied, state } = await run({ acknowledged: 0, finished: false }, false);
    expect({ hooks, applied }).toEqual({ hooks: all, applied: true });
    expect(state).toMatchObject({ startedAt, acknowledged: all, finished: true });
  });

  it('sends what was not acknowledged when it was broken off', async () => {
    expect((await run({ acknowledged: 100, finished: false }, true)).hooks).toBe(all - 100);
  });

  it('sends nothing when it was through, and leaves the workspace as its owner has it', async () => {
    expect(await run({ acknowledged: all, finished: true }, true)).toMatchObject({ hooks: 0, applied: false });
  });

  it('tells all of it again to a database that knows nothing of it', async () => {
    expect(await run({ acknowledged: all, finished: true }, false)).toMatchObject({ hooks: all, applied: true });
  });

  it('counts as under way until its mails are sent, so that a page that shows it looks again', async () => {
    expect((await run({ acknowledged: 100, finished: false }, true)).order).toEqual(['tick', 'through']);
  });
});
