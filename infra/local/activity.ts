/** Work that the stand-ins have taken on and not finished. */
export interface Activity {
  /** Takes on one piece of work; the function it answers says that it is finished, and may be called again. */
  begin(): () => void;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
  /** Pieces of work under way. */
  count(): number;
}

/** One for the whole process: a stream's batch that fills a queue is not done before the queue is empty. */
export const createActivity = (): Activity => {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const settle = () => {
    if (underWay > 0) return;
    const released = waiting;
    waiting = [];
    for (const release of released) release();
  };
  return {
    begin() {
      underWay++;
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        underWay--;
        // What follows from this piece of work is often begun right after it.
        setImmediate(settle);
      };
    },
    idle: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        setImmediate(settle);
      }),
    count: () => underWay,
  };
};
