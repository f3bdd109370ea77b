import type { AddressInfo } from 'node:net';
import { createEmbedded } from '../../infra/local/embedded.mjs';

/** A DynamoDB that listens somewhere. */
export interface RunningDatabase {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts dynalite in this process on a free port: in memory, or on the tables of a directory. */
export const startDynalite = async (path?: string): Promise<RunningDatabase> => {
  const server = createEmbedded({ createTableMs: 0, ...(path !== undefined && { path }) });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
};
