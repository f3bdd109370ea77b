import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A fresh process that answers one message after the other. It ends with this one. */
export const startAnswering = (file: string): ChildProcess =>
  fork(file, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

/** @throws Error when the process ends instead of answering. */
export const askAgain = async <Answer>(child: ChildProcess, question: object): Promise<Answer> => {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new Error(`A process that measures ended with ${by ?? `code ${code}`}.`);
  });
  ended.catch(() => {});
  try {
    const answer = once(child, 'message', { signal });
    child.send(question);
    const [told] = (await Promise.race([answer, ended])) as [Answer];
    return told;
  } finally {
    stop.abort();
  }
};
