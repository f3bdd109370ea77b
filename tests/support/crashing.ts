import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tables } from '../../infra/local/environment.ts';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { createLedger } from '../../lambdas/adapters/dynamodb/ledger.ts';
import { createRecords } from '../../lambdas/adapters/dynamodb/records.ts';
import type { Send } from '../../lambdas/domain/reviews/send.ts';
import { type Started, startProcess } from '../local/harness.ts';
import { startDynalite } from './dynalite.ts';
import { adminKey } from './system.ts';

/** `npm start -- --empty` on data that outlive it. */
export interface Crashing {
  readonly url: string;
  /** What it has told the person at the terminal to have gone wrong. */
  trouble(): string;
  /** A request with the admin key; throws with what was answered when the status is not 2xx. */
  json<Answer>(method: 'GET' | 'POST' | 'PUT', pathname: string, body?: unknown): Promise<Answer>;
  /** Ends it at once by SIGKILL, as a power cut would; settles when it and its database are gone. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

const running = (started: Started): Crashing => {
  const url = started.address();
  return {
    url,
    trouble: () => started.output.stderr,
    async json(method, pathname, body) {
      const response = await fetch(`${url}${pathname}`, {
        method,
        headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${pathname} answered ${response.status}: ${text}`);
      return JSON.parse(text);
    },
    kill: async () => void (await started.end('SIGKILL')),
    stop: async () => void (await started.end('SIGINT')),
  };
};

/** Starts it, on the data of one that was killed too, and waits until it says that it is ready. */
export const startOn = async (data: string): Promise<Crashing> => {
  const started = startProcess(['--empty', '--port', '0', '--data', data], {
    environment: { QUARTERDECK_ADMIN_KEY: adminKey },
  });
  await started.said(/^ready /m);
  return running(started);
};

/** A mail that the local SES took. */
export interface Taken {
  readonly id: string;
  readonly to: string;
  /** The send's id, as it travels with the message. */
  readonly send: string | undefined;
}

/** What the local SES took, as its files tell, of a system that runs or has ended. */
export const takenIn = (data: string): Taken[] => {
  const index = path.join(data, 'mailbox/index.ndjson');
  const text = existsSync(index) ? readFileSync(index, 'utf8') : '';
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .map(({ id, to, tags }) => ({ id, to, send: tags.send }));
};

interface Left {
  /** Deals in the records, as `source:id`. */
  readonly deals: ReadonlySet<string>;
  readonly sends: readonly Send[];
}

/** Reads, with the real stores, what is in the database of a system that has ended. */
export const leftIn = async (data: string, workspace: string, sources: readonly string[]): Promise<Left> => {
  const database = await startDynalite(path.join(data, 'dynamodb'));
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createClient({ endpoint: database.endpoint, region: 'us-east-1', credentials });
  try {
    const records = createRecords(client, tables.records);
    const deals = new Set<string>();
    for (const source of sources)
      for await (const page of records.scan(workspace, source, 1, 'deal'))
        for (const { key } of page) deals.add(`${source}:${key.id}`);
    return { deals, sends: await createLedger(client, tables.reviews).list(workspace) };
  } finally {
    client.destroy();
    await database.stop();
  }
};
