/** Waiting that can be cut short. */
export interface Nap {
  nap(milliseconds: number): Promise<void>;
  /** Ends all that is waiting. */
  wake(): void;
}

export const createNap = (): Nap => {
  const ends = new Set<() => void>();
  return {
    nap: (milliseconds) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          ends.delete(end);
          resolve();
        };
        const timer = setTimeout(end, milliseconds);
        ends.add(end);
      }),
    wake() {
      for (const end of [...ends]) end();
    },
  };
};
