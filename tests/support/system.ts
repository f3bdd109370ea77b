import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '../..');

/** The admin key of every system that a test starts. */
export const adminKey = 'qd_admin_of_the_acceptance_tests';

/** Who a system is to a database that is not its own: whoever else says the same sees its tables. */
export const databaseUser = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** `npm start` in a process of its own, on data of its own. */
export interface RunningSystem {
  readonly url: string;
  readonly data: string;
  /** Requests with the admin key; `body` is sent as JSON unless it is text or bytes. */
  request(method: string, pathname: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The same, answering the JSON body; throws with what was answered when the status is not 2xx. */
  json<Answer>(method: string, pathname: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
}

/** The line that says where it answers, once it does: with a demonstration, once that is through. */
const readyLine = /^(?:ready|Ready after .*:) (http\S+?)\/?$/;

const ready = async (child: ChildProcess): Promise<string> => {
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  for await (const line of lines) {
    const address = readyLine.exec(line)?.[1];
    if (address !== undefined) return address;
    said.push(line);
  }
  throw new Error(`The system ended before it was ready: ${said.join('\n')}`);
};

/** What the system has to work with a database of the user's own; the credentials tell whose tables they are there. */
const ownDatabase = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: databaseUser.region,
  AWS_ACCESS_KEY_ID: databaseUser.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: databaseUser.credentials.secretAccessKey,
});

const start = async (options: readonly string[], database?: string): Promise<RunningSystem> => {
  const data = await mkdtemp(path.join(tmpdir(), 'quarterdeck-'));
  const { AWS_ENDPOINT_URL_DYNAMODB: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['infra/local/start.mjs', '--port', '0', '--data', data, ...options], {
    cwd: root,
    env: { ...inherited, QUARTERDECK_ADMIN_KEY: adminKey, ...(database && ownDatabase(database)) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await ready(child);
  const request: RunningSystem['request'] = (method, pathname, body, headers = {}) => {
    const plain = typeof body === 'string' || body instanceof Uint8Array;
    return fetch(`${url}${pathname}`, {
      method,
      headers: {
        authorization: `Bearer ${adminKey}`,
        ...(body !== undefined && !plain && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: plain ? (body as string) : JSON.stringify(body) }),
    });
  };
  return {
    url,
    data,
    request,
    async json(method, pathname, body, headers) {
      const response = await request(method, pathname, body, headers);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${pathname} answered ${response.status}: ${text}`);
      return JSON.parse(text);
    },
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await rm(data, { recursive: true, force: true });
    },
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(data, { recursive: true, force: true });
    },
  };
};

/**
 * Without the demonstration, as `npm start -- --empty`.
 *
 * @param database address of a database to use in place of the embedded one
 */
export const startSystem = (options: readonly string[] = [], database?: string): Promise<RunningSystem> =>
  start(['--empty', ...options], database);

/** With the demonstration, once all of it is there. */
export const startDemonstration = (): Promise<RunningSystem> => start([]);
