import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';

/** The project's own folder: the default data directory is in it, whatever the working directory. */
export const projectDirectory = path.resolve(import.meta.dirname, '../..');

export const defaultPort = 4410;
const defaultHost = '127.0.0.1';
const defaultData = path.join(projectDirectory, '.quarterdeck');

/** What `npm start` was asked to do. */
export interface Options {
  /** No demonstration company and no running clock. */
  readonly empty: boolean;
  /** Whether the schedule runs by itself, every quarter of an hour. */
  readonly tick: boolean;
  readonly reset: boolean;
  /** 0 lets the machine choose. */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly data: string;
  /** Where links lead, without a trailing slash; `null` is the address that is listened on. */
  readonly publicUrl: string | null;
}

/** The command line cannot be followed; or, with `exitCode` 0, it asked for the help that `message` is. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

const portNumber = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
};

const webAddress = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new InvalidArgumentError('Write it as http://… or https://….');
  return text.replace(/\/+$/, '');
};

const nonEmpty = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
};

const command = (say: (text: string) => void): Command =>
  new Command('npm start --')
    .description(
      'Runs the whole of Quarterdeck in one process, with a demonstration company, and nothing outside this machine.',
    )
    .option('--empty', 'without the demonstration company and without a running clock', false)
    .option(
      '--tick',
      'with --empty: let the schedule run every quarter of an hour, as it does without --empty anyway',
      false,
    )
    .option('--reset', 'throw the data away first', false)
    .option('--port <number>', 'the port to listen on; 0 takes any that is free', portNumber, defaultPort)
    .option(
      '--host <address>',
      'the address to listen on; anything but the default can be reached by others',
      nonEmpty,
      defaultHost,
    )
    .option('--data <directory>', 'where everything is kept', nonEmpty, defaultData)
    .option('--public-url <url>', 'where links in mails lead; by default the address that is listened on', webAddress)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: say });

/** As a shell takes it for one word. */
const word = (text: string): string => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The command that starts what these options started once more, with these options before them. */
export const startCommand = (
  { empty, tick, port, host, data, publicUrl }: Options,
  ...others: readonly string[]
): string => {
  const options = [
    ...(empty ? ['--empty'] : []),
    ...(empty && tick ? ['--tick'] : []),
    ...others,
    ...(data === defaultData ? [] : ['--data', word(data)]),
    ...(port === defaultPort ? [] : ['--port', String(port)]),
    ...(host === defaultHost ? [] : ['--host', word(host)]),
    ...(publicUrl === null ? [] : ['--public-url', word(publicUrl)]),
  ];
  return ['npm start', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
};

/**
 * Reads the command line, without the program's name.
 * @throws {OptionsError} for what it does not know, naming the nearest option, and for `--help`.
 */
export const parseOptions = (argv: readonly string[]): Options => {
  const said: string[] = [];
  try {
    const options = command((text) => said.push(text))
      .parse([...argv], { from: 'user' })
      .opts<Omit<Options, 'publicUrl'> & { publicUrl?: string }>();
    return {
      ...options,
      data: path.resolve(options.data),
      tick: options.tick || !options.empty,
      publicUrl: options.publicUrl ?? null,
    };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const text = said.join('').trimEnd();
    throw new OptionsError(
      error.exitCode === 0 ? text : `${text.replace(/^error: /, '')}\nSee npm start -- --help.`,
      error.exitCode,
    );
  }
};
