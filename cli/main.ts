import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** The command as a process: its arguments, streams and environment. Sets the exit code and lets output drain. */
export const main = async (): Promise<void> => {
  // `quarterdeck … | head` closes the pipe early; that is no mistake.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  process.exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    directory: process.cwd(),
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
    open,
  });
};
