import { type Batch, createBatcher } from './batches.ts';
import type { Observation, Problem } from './observe.ts';
import { distinct } from './problems.ts';
import type { Tally } from './tally.ts';
import { createUpload, type Target } from './upload.ts';

/** Where the observations of an import go. */
export interface Sink {
  /** Where in the file the first row begins that has not been answered for; `undefined` when all have. */
  readonly begin: number | undefined;
  /** Takes an observation of a row that begins at byte `begin`. */
  add(line: number, begin: number, observation: Observation): Promise<void>;
  /** Resolves when everything has been answered for. */
  end(): Promise<void>;
}

/** For an import that is only tried out. */
export const nowhere: Sink = { begin: undefined, add: async () => {}, end: async () => {} };

/** Posts what is observed; told what the API refuses of it. */
export const posting = (target: Target, problem: (problem: Problem) => void, tally: Tally): Sink => {
  const batcher = createBatcher();
  const unanswered = new Set<Batch>();
  const upload = createUpload(target, (batch, { accepted, rejected }) => {
    unanswered.delete(batch);
    tally.accepted += accepted;
    tally.rejected += batch.lines.length - accepted;
    const problems = rejected.map(({ index, path, message }) => {
      const record = batch.records[index];
      return { line: batch.lines[index] ?? 0, ...(record === undefined ? {} : { record }), path, message };
    });
    for (const { line } of problems) tally.spoil(line);
    distinct(problems).forEach(problem);
  });
  const post = async (batch: Batch | undefined): Promise<void> => {
    if (!batch) return;
    unanswered.add(batch);
    await upload.post(batch);
  };
  return {
    get begin() {
      const [oldest] = unanswered;
      return oldest?.begin ?? batcher.begin;
    },
    add: (line, begin, observation) => post(batcher.add(line, begin, observation)),
    end: async () => {
      await post(batcher.rest());
      await upload.finish();
    },
  };
};
