import type { Activity } from './activity.ts';

export interface AwaitedSettings {
  readonly activity: Activity;
  /** How long a stream may take to tell of an item once it is there. */
  readonly patienceInMilliseconds: number;
  /** Told when that was too long for one: nobody waits for it any more. */
  readonly onUnseen: () => void;
}

/** One item that is being put. */
interface Arrival {
  /** It is there: from now on the stream may tell of it. */
  put(): void;
  /** It will not be told of, or has been dealt with. */
  end(): void;
}

/** Items that this process puts and that a stream has still to tell of. */
export interface Awaited {
  /** Before it is put: the stream may be quicker than the answer to the put. */
  add(name: string): Arrival;
  /** What the stream told of an item has been dealt with. */
  seen(name: string): void;
  count(): number;
}

export const createAwaited = ({ activity, patienceInMilliseconds, onUnseen }: AwaitedSettings): Awaited => {
  const ends = new Map<string, Set<() => void>>();
  return {
    add(name) {
      const finish = activity.begin();
      const same = ends.get(name) ?? new Set();
      let timer: NodeJS.Timeout | undefined;
      const end = (): void => {
        clearTimeout(timer);
        same.delete(end);
        if (same.size === 0 && ends.get(name) === same) ends.delete(name);
        finish();
      };
      ends.set(name, same.add(end));
      return {
        put() {
          if (!same.has(end)) return;
          timer = setTimeout(() => {
            end();
            onUnseen();
          }, patienceInMilliseconds).unref();
        },
        end,
      };
    },
    seen(name) {
      for (const end of [...(ends.get(name) ?? [])]) end();
    },
    count: () => ends.size,
  };
};
