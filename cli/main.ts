import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes } from './failure.ts';
import { run } from './run.ts';

/** What the system opens a file with, by platform. */
const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

const open = (file: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [command, ...before] = openers[process.platform] ?? ['xdg-open'];
    const child = spawn(command, [...before, file], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });

/** Aborted at the first Ctrl-C, so that the command can say how far it came; a second one ends the process at once. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    controller.abort();
    process.once('SIGINT', () => process.exit(exitCodes.interrupted));
  });
  return controller.signal;
};

/** The command as a process: its arguments, streams and environment. Sets the exit code and lets output drain. */
export const main = async (): Promise<void> => {
  // `quarterdeck … | head` closes the pipe early; that is no mistake.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  const signal = interruption();
  process.exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    directory: process.cwd(),
    signal,
    sleep: async (milliseconds) => {
      await sleep(milliseconds, undefined, { signal });
    },
    open,
  });
};
