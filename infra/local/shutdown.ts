import { setTimeout as sleep } from 'node:timers/promises';

/** What is to be undone when the process ends, the latest first. */
export interface Shutdown {
  add(undo: () => void | Promise<void>): void;
  /** Undoes everything, then ends the process. */
  now(exitCode: number): Promise<void>;
  /** Aborted as soon as the process is to end. */
  readonly signal: AbortSignal;
}

/** Nothing that is undone may keep the process longer. */
const patience = 8000;
/** npm passes a Ctrl-C on that the terminal has already sent: a second signal this soon is the same one. */
const sameSignal = 1000;

/** Ends the process cleanly on Ctrl-C and its like; a second Ctrl-C ends it at once. */
export const createShutdown = (onError: (error: unknown) => void): Shutdown => {
  const undos: (() => void | Promise<void>)[] = [];
  const controller = new AbortController();
  let ending: Promise<void> | undefined;

  const undoAll = async (): Promise<void> => {
    for (let undo = undos.pop(); undo; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        onError(error);
      }
    }
  };

  const now = (exitCode: number): Promise<void> => {
    controller.abort();
    ending ??= Promise.race([undoAll(), sleep(patience)]).then(() => process.exit(exitCode));
    return ending;
  };

  let signalledAt: number | undefined;
  const onSignal = (): void => {
    if (signalledAt !== undefined && performance.now() - signalledAt > sameSignal) process.exit(130);
    signalledAt ??= performance.now();
    void now(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  return { add: (undo) => void undos.push(undo), now, signal: controller.signal };
};
