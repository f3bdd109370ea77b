/** One of what is put in order: the page that is being read, and the one after it, which is under way. */
interface Lane<T> {
  readonly pages: AsyncGenerator<readonly T[]>;
  page: readonly T[];
  index: number;
  next: Promise<IteratorResult<readonly T[]>>;
}

const pageAfter = <T>(pages: Lane<T>['pages']): Lane<T>['next'] => {
  const next = pages.next();
  // A failure is told once it is its turn, and not at all if nobody reads that far.
  next.catch(() => {});
  return next;
};

/** Goes on to the next page that holds anything; false when there is none. */
const turnPage = async <T>(lane: Lane<T>): Promise<boolean> => {
  for (;;) {
    const { done, value } = await lane.next;
    if (done) return false;
    lane.page = value;
    lane.index = 0;
    lane.next = pageAfter(lane.pages);
    if (value.length > 0) return true;
  }
};

/**
 * What several sources yield, each page by page and in ascending order, as one in ascending order. Of each a page is
 * read ahead of the reader. The first failure ends it; a reader that stops early ends the sources.
 *
 * @param rank by which they are in order
 */
export async function* inOrder<T>(
  sources: readonly AsyncGenerator<readonly T[]>[],
  rank: (item: T) => number,
): AsyncGenerator<T> {
  const lanes = new Set(sources.map((pages): Lane<T> => ({ pages, page: [], index: 0, next: pageAfter(pages) })));
  const head = ({ page, index }: Lane<T>): T => page[index] as T;
  try {
    for (;;) {
      let first: Lane<T> | undefined;
      for (const lane of lanes) {
        if (lane.index === lane.page.length && !(await turnPage(lane))) lanes.delete(lane);
        else if (!first || rank(head(lane)) < rank(head(first))) first = lane;
      }
      if (!first) return;
      yield head(first);
      first.index += 1;
    }
  } finally {
    await Promise.allSettled(sources.map((pages) => pages.return(undefined)));
  }
}
