/**
 * What several sources yield, as it comes, reading at most `atOnce` of them at a time and one step ahead of the
 * reader. The first failure ends it; a reader that stops early ends the sources.
 */
export async function* interleave<T>(sources: readonly (() => AsyncGenerator<T>)[], atOnce: number): AsyncGenerator<T> {
  const waiting = [...sources];
  const steps = new Map<AsyncGenerator<T>, Promise<{ source: AsyncGenerator<T>; result: IteratorResult<T> }>>();
  const advance = (source: AsyncGenerator<T>): void => {
    steps.set(
      source,
      source.next().then((result) => ({ source, result })),
    );
  };
  const startNext = (): void => {
    const next = waiting.shift();
    if (next) advance(next());
  };
  try {
    for (let started = 0; started < atOnce; started += 1) startNext();
    while (steps.size > 0) {
      const { source, result } = await Promise.race(steps.values());
      steps.delete(source);
      if (result.done) {
        startNext();
      } else {
        advance(source);
        yield result.value;
      }
    }
  } finally {
    // Steps under way may still fail; nobody waits for them any more.
    await Promise.allSettled([...steps.values()]);
    await Promise.allSettled([...steps.keys()].map((source) => source.return(undefined)));
  }
}
