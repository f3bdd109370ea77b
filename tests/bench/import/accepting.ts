import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that accepts whatever is posted, so that what an import takes is seen without what the system does with it. */
export interface Accepting {
  readonly url: string;
  stop(): Promise<void>;
}

const newline = 10;

const linesIn = (chunk: Buffer): number => {
  let lines = 0;
  for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) lines += 1;
  return lines;
};

export const startAccepting = async (): Promise<Accepting> => {
  const server = createServer((request, response) => {
    let accepted = 0;
    request.on('data', (chunk: Buffer) => {
      accepted += linesIn(chunk);
    });
    request.on('end', () => {
      const answer = request.method === 'POST' ? { accepted, rejected: [] } : { sources: [] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
