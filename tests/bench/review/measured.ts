import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What something took. */
export interface Timing<Result> {
  readonly wallMs: number;
  /** Of this process, all threads. */
  readonly cpuMs: number;
  readonly result: Result;
}

export interface Measurement<Result> extends Timing<Result> {
  /** By how much resident memory had grown at its peak, MB. */
  readonly grownMb: number;
}

const megabyte = 2 ** 20;
const sampleEveryMs = 3;

export const timed = async <Result>(work: () => Result | Promise<Result>): Promise<Timing<Result>> => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000, result };
};

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
};

/** The most that was ever resident in this process, bytes. */
const highest = (): number => process.resourceUsage().maxRSS * 1024;

/**
 * Measures memory, too. It begins with what is resident after a full collection of garbage. Its peak is the greatest of
 * what is sampled every few milliseconds and, where that rose meanwhile, of the highest that the system ever saw: so what
 * comes and goes between two samples is seen.
 */
export const measured = async <Result>(work: () => Promise<Result>): Promise<Measurement<Result>> => {
  collectGarbage();
  const before = process.memoryUsage.rss();
  const highestBefore = highest();
  let sampled = before;
  const timer = setInterval(() => {
    sampled = Math.max(sampled, process.memoryUsage.rss());
  }, sampleEveryMs);
  const timing = await timed(work);
  clearInterval(timer);
  const peak = highest() > highestBefore ? Math.max(sampled, highest()) : sampled;
  return { ...timing, grownMb: (peak - before) / megabyte };
};
