import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import { bundling } from '../../../infra/bundle.ts';
import type { Told } from './answering.ts';

/** Processes that measure: fresh ones, which run what is deployed, bundled and minified, in plain JavaScript. */

/** Bundles a TypeScript file exactly as the functions are, into a folder; answers where it is. */
export const bundled = async (entry: string, folder: string): Promise<string> => {
  const name = path.basename(entry, '.ts');
  await build({ ...bundling, entryPoints: [{ in: entry, out: name }], outdir: folder });
  return path.join(folder, `${name}.mjs`);
};

/**
 * Sends a process of its own one message and waits for the answer.
 *
 * @param file is `answering`
 * @param variables of its environment, beside those of this process
 * @throws Error with what it says when it fails
 */
export const askProcess = async <Answer>(
  file: string,
  question: object,
  variables: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const child = fork(file, {
    // What is not bundled needs what runs TypeScript here.
    execArgv: file.endsWith('.ts') ? process.execArgv : [],
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = once(child, 'message');
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`A process that measures ended with ${signal ?? `code ${code}`}.`);
  });
  child.send(question);
  try {
    const [told] = (await Promise.race([answer, ended])) as [Told<Answer>];
    if ('failed' in told) throw new Error(told.failed);
    return told.answer;
  } finally {
    ended.catch(() => {});
    child.kill();
  }
};
