import { Console } from 'node:console';
import { createWriteStream } from 'node:fs';

/** Takes what went wrong and is for whoever looks into it, not for the person at the terminal. */
export type LogError = (error: unknown) => void;

/**
 * Sends everything that is logged in this process to a file, so that the terminal holds only what is said to the
 * person in front of it.
 */
export const logTo = (file: string): LogError => {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  const log = new Console({ stdout: stream, stderr: stream });
  globalThis.console = log;
  return (error) => log.error(error);
};
