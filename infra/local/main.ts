import type { Server } from 'node:http';
import { OtherVersionError } from '../../lambdas/domain/workspaces/storedVersion.ts';
import { fewestCharacters, isGuessable } from '../../lambdas/domain/workspaces/warnings.ts';
import { type DataPaths, prepareDirectory, resetDirectory } from './directory.ts';
import { createFront, type Routes } from './http/server.ts';
import { close, listen } from './listen.ts';
import { takeLock } from './lock.ts';
import { logTo } from './log.ts';
import { defaultPort, type Options, OptionsError, parseOptions, startCommand } from './options.ts';
import { PlainError, systemCode } from './plainError.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const wildcards = new Set(['0.0.0.0', '::', '']);

/** Where this machine reaches what listens on `host`. */
const addressOf = (host: string, port: number): string => {
  const reached = wildcards.has(host) ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
};

const notHere = ({ host }: Options): string => `${host} is no address of this machine. Choose another with --host.`;
const listenReasons: Readonly<Record<string, (options: Options) => string>> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is taken${port === defaultPort ? ', perhaps by another Quarterdeck' : ''}. Choose another with --port ${port + 1}, or --port 0 for any that is free.`,
  EACCES: ({ port }) => `This user may not listen on port ${port}. Choose one above 1023 with --port.`,
  EADDRNOTAVAIL: notHere,
  ENOTFOUND: notHere,
  EINVAL: notHere,
};

const listenOn = async (front: Server, options: Options): Promise<number> => {
  try {
    return await listen(front, options.port, options.host);
  } catch (error) {
    const reason = listenReasons[systemCode(error) ?? ''];
    throw reason ? new PlainError(reason(options), { cause: error }) : error;
  }
};

const takeDirectory = (options: Options, shutdown: Shutdown): DataPaths => {
  // Records, mails and keys are nobody else's business, whoever made the directory.
  process.umask(0o077);
  const paths = prepareDirectory(options.data, options.reset);
  shutdown.add(takeLock(paths.lock, Date.now()));
  if (options.reset) resetDirectory(paths);
  return paths;
};

/** A database of the user's own may hold more than the demonstration: nothing but its owner empties it. */
const sayWhatStays = (terminal: Terminal, { reset }: Options): void => {
  const own = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (reset && own) terminal.line(`--reset has emptied the data directory. The tables at ${own} are as they were.`);
};

const sayLinks = (terminal: Terminal, address: string, { data }: Options): void => {
  terminal.line('Quarterdeck');
  terminal.links([
    ['everything', `${address}/`],
    ['mailbox', `${address}/local/mailbox`],
    ['API', `${address}/v1/docs`],
    ['data', data],
  ]);
};

const guessableKey = `warning: QUARTERDECK_ADMIN_KEY is short enough to be guessed; take a random one of ${fewestCharacters} characters or more`;

const run = async (options: Options, terminal: Terminal, shutdown: Shutdown): Promise<void> => {
  const paths = takeDirectory(options, shutdown);
  const onError = logTo(paths.log);
  let routes: Routes | undefined;
  const front = createFront({ routes: () => routes, clock: Date.now, onError });
  const address = addressOf(options.host, await listenOn(front, options));
  shutdown.add(() => close(front));
  sayWhatStays(terminal, options);
  if (!options.empty) sayLinks(terminal, address, options);
  // Only now, so that the links are there at once: this loads all of the system.
  const { startParts } = await import('./parts.ts');
  const parts = await startParts({ options, paths, address, terminal, shutdown, onError });
  // Accepting stops first, before anything behind it is taken away.
  shutdown.add(() => close(front));
  routes = parts.routes;
  const ownKey = process.env.QUARTERDECK_ADMIN_KEY;
  if (!ownKey) terminal.line(`admin key ${await parts.adminKey()}`);
  else if (isGuessable(ownKey)) terminal.trouble(guessableKey);
  if (options.empty) terminal.line(`ready ${address}`);
  await parts.begin();
};

const explain = (error: unknown, options?: Options): string => {
  if (error instanceof OtherVersionError)
    return `${error.message}\nOn this machine: ${options ? startCommand(options, '--reset') : 'npm start -- --reset'} throws the data away and starts anew.`;
  if (error instanceof PlainError || error instanceof OptionsError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** What `npm start` does, from the command line to Ctrl-C. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const terminal = createTerminal();
  const shutdown = createShutdown((error) => terminal.trouble(explain(error)));
  let options: Options | undefined;
  try {
    options = parseOptions(argv);
    await run(options, terminal, shutdown);
  } catch (error) {
    // What breaks off because the process is ending is no news.
    if (shutdown.signal.aborted) return;
    const asked = error instanceof OptionsError && error.exitCode === 0;
    (asked ? process.stdout : process.stderr).write(`${explain(error, options)}\n`);
    await shutdown.now(asked ? 0 : 1);
  }
};
