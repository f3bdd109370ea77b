import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where something was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** Processes that wanted to run during the minute before: near 0 on an idle machine. */
  readonly load: number;
  readonly node: string;
  readonly system: string;
}

/** This one. */
export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
  node: process.versions.node,
  system: `${process.platform} ${process.arch}`,
});
