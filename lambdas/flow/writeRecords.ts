import type { RecordKey, StoredRecord } from '../domain/ports.ts';
import { decode, encode } from '../domain/records/encode.ts';
import { fold, type RecordState } from '../domain/records/fold.ts';
import { chunks, inParallel } from './parallel.ts';
import type { Services } from './services.ts';

/** What one delivery adds to one record. */
interface Part {
  /** Zero-based place of the delivery in its batch. */
  readonly delivery: number;
  readonly state: RecordState;
}

/** All that a batch adds to one record. */
export interface Addition {
  readonly key: RecordKey;
  readonly parts: Part[];
}

/** What became of an addition: which deliveries' parts did not fit into the record, or the error that says to try again. */
export interface Written {
  readonly tooLarge: readonly number[];
  readonly error?: unknown;
}

const readAtOnce = 100;
const chunksAtOnce = 4;
/** As many as the records' writes go out in one request. */
const writesPerChunk = 25;
const mostAttempts = 12;
const firstWaitMs = 5;
const longestWaitMs = 500;

type Needs = Pick<Services, 'records' | 'clock' | 'pause'>;

/** Tells a record from every other: only ids may hold a slash. */
export const nameOf = ({ workspace, source, generation, type, id }: RecordKey): string =>
  `${workspace}/${source}/${generation}/${type}/${id}`;

const isLinked = ({ same, marks }: RecordState): boolean =>
  same.length > 0 || (marks.get('mergedInto')?.at(-1)?.value ?? null) !== null;

const folded = (stored: StoredRecord | undefined, { key, parts }: Addition): RecordState => {
  const states = [...(stored ? [decode(key.type, stored.state)] : []), ...parts.map(({ state }) => state)];
  return states.reduce(fold);
};

/** Folds the parts in and writes, unless that changes nothing; again and again while others write the same record. */
const writeOne = async (services: Needs, addition: Addition, first: StoredRecord | undefined): Promise<void> => {
  const { records, clock, pause } = services;
  const { key } = addition;
  let stored = first;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (attempt > 0) {
      await pause(Math.random() * Math.min(longestWaitMs, firstWaitMs * 2 ** attempt));
      [stored] = await records.get([key]);
    }
    const state = folded(stored, addition);
    const encoded = encode(state);
    if (encoded === stored?.state) return;
    const expected = stored?.version ?? 0;
    const written = { key, state: encoded, version: expected + 1, changedAt: clock() };
    if (await records.put(written, expected, isLinked(state))) return;
  }
  throw new Error(
    `The ${key.type} was written by others ${mostAttempts} times while a delivery was to be folded into it.`,
  );
};

/** Writes what fits: all parts at once, and where that is too large for a record each by itself. */
const writeFitting = async (
  services: Needs,
  addition: Addition,
  stored: StoredRecord | undefined,
): Promise<Written> => {
  try {
    await writeOne(services, addition, stored);
    return { tooLarge: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) return { tooLarge: [], error };
    const [only, ...others] = addition.parts;
    if (only && others.length === 0) return { tooLarge: [only.delivery] };
  }
  const tooLarge: number[] = [];
  for (const part of addition.parts) {
    const [now] = await services.records.get([addition.key]);
    const written = await writeFitting(services, { key: addition.key, parts: [part] }, now);
    if (written.error !== undefined) return { tooLarge, error: written.error };
    tooLarge.push(...written.tooLarge);
  }
  return { tooLarge };
};

const writeChunk = async (services: Needs, additions: readonly Addition[]): Promise<Written[]> => {
  let stored: StoredRecord[];
  try {
    stored = await services.records.get(additions.map(({ key }) => key));
  } catch (error) {
    return additions.map(() => ({ tooLarge: [], error }));
  }
  const byName = new Map(stored.map((record) => [nameOf(record.key), record]));
  return inParallel(additions, writesPerChunk, (addition) =>
    writeFitting(services, addition, byName.get(nameOf(addition.key))),
  );
};

/** Folds additions into the stored records, each record once, and answers what became of each. Never rejects. */
export const writeRecords = async (services: Needs, additions: readonly Addition[]): Promise<Written[]> =>
  (await inParallel(chunks(additions, readAtOnce), chunksAtOnce, (chunk) => writeChunk(services, chunk))).flat();
