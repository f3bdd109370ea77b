import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';

/** An error in the words of Lambda's runtime. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

interface Told {
  readonly id: string;
  readonly result?: unknown;
  readonly failure?: RuntimeError;
}

/** One function in a process of its own, as it is deployed. */
export interface RunningFunction {
  /**
   * Calls it with an event, one call after another, as Lambda does.
   *
   * @throws Error with the name and message of what it threw
   */
  invoke<Result = unknown>(event: unknown): Promise<Result>;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** What it threw, as Lambda's runtime would log it: one JSON object a line. */
  readonly failures: () => string;
  stop(): Promise<void>;
}

/** A function that ended before it could be called. */
export class FunctionDied extends Error {
  override readonly name = 'FunctionDied';
  readonly stderr: string;

  constructor(name: string, code: number | null, stderr: string) {
    super(`The function "${name}" ended with code ${code} as it was loaded: ${stderr}`);
    this.stderr = stderr;
  }
}

/** Gathers what a process writes. */
const gather = (stream: ChildProcess['stdout']): (() => string) => {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
};

/**
 * Loads a bundle in a fresh process that has these variables and no others.
 *
 * @param folder holds `index.mjs`
 * @throws FunctionDied when it cannot be loaded
 */
export const startFunction = async (
  name: string,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<RunningFunction> => {
  const child = fork(new URL('./runtime.mjs', import.meta.url), [path.join(folder, 'index.mjs'), name], {
    cwd: folder,
    env: { ...variables },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  const failures: string[] = [];
  const waiting = new Map<string, (told: Told) => void>();
  child.on('message', (told: Told) => waiting.get(told.id)?.(told));
  const told = (id: string): Promise<Told> => new Promise((resolve) => waiting.set(id, resolve));
  const ended = once(child, 'close');
  const first = await Promise.race([told('loaded'), ended]);
  if (Array.isArray(first)) throw new FunctionDied(name, first[0], stderr());

  const call = async (event: unknown): Promise<unknown> => {
    const id = randomUUID();
    const answer = told(id);
    child.send({ id, event });
    const answered = await Promise.race([answer, ended]);
    if (Array.isArray(answered)) throw new Error(`The function "${name}" ended while it was called: ${stderr()}`);
    waiting.delete(id);
    const { result, failure } = answered as Told;
    if (!failure) return result;
    failures.push(JSON.stringify(failure));
    throw Object.assign(new Error(failure.errorMessage), { name: failure.errorType });
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    invoke: <Result>(event: unknown) => {
      const mine = turn.then(() => call(event));
      turn = mine.catch(() => undefined);
      return mine as Promise<Result>;
    },
    stdout,
    stderr,
    failures: () => failures.join('\n'),
    async stop() {
      child.kill();
      await ended;
    },
  };
};
