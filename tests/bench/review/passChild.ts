import { fieldsOf } from '../../../lambdas/domain/records/vocabulary.ts';
import { type ReadRecord, Review } from '../../../lambdas/domain/reviews/compute.ts';
import type { ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { ReadSubject } from '../../../lambdas/domain/reviews/readSubject.ts';
import { asOf, period, workspaceNamed } from './company.ts';
import type { Timing } from './measured.ts';
import { companyOf } from './mixed.ts';
import { numbersOf } from './numbers.ts';

/**
 * Aggregation alone, in a process of its own: from decoded records to the finished review. A few are decoded at a time,
 * since a review decodes one after the other, and the watch stands still meanwhile. The first message says how many records,
 * each other one asks for a review.
 */

export interface Prepare {
  readonly records: number;
}

const atOnce = 100;

/** With every field read: what is asked for again is remembered. */
const opened = (read: ReadRecord): ReadSubject => {
  const subject = new ReadSubject(read);
  for (const field of Object.keys(fieldsOf(read.type))) subject.record.current(field);
  return subject;
};

/** Adds up the time of what is done in it, and of nothing else. */
class Stopwatch {
  wallMs = 0;
  cpuMs = 0;

  run<Result>(work: () => Result): Result {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const result = work();
    this.wallMs += performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    this.cpuMs += (user + system) / 1000;
    return result;
  }
}

/** @param linked those with merges or aliases, which are linked before any is added */
const review = (records: readonly ReadRecord[], linked: readonly ReadRecord[]): Timing<ReviewDocument> => {
  const watch = new Stopwatch();
  const computation = watch.run(
    () =>
      new Review({
        workspace: workspaceNamed('memory'),
        period,
        scopes: [null],
        asOf,
        received: {},
        sentBefore: {},
      }),
  );
  watch.run(() => {
    for (const record of linked) computation.link(record);
  });
  for (let from = 0; from < records.length; from += atOnce) {
    const subjects = records.slice(from, from + atOnce).map(opened);
    watch.run(() => {
      for (const subject of subjects) computation.take(subject);
    });
  }
  const [result] = watch.run(() => computation.finish());
  return { wallMs: watch.wallMs, cpuMs: watch.cpuMs, result: result as ReviewDocument };
};

process.once('message', ({ records: count }: Prepare) => {
  const records: ReadRecord[] = [];
  const linked: ReadRecord[] = [];
  for (const { record, isLinked } of companyOf(count)) {
    records.push(record);
    if (isLinked) linked.push(record);
  }
  process.on('message', () => {
    const { result, ...timing } = review(records, linked);
    process.send?.({ ...timing, result: [...numbersOf(result)] });
  });
  process.send?.('ready');
});
