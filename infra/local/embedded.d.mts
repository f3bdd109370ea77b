import type { Server } from 'node:http';

export interface EmbeddedOptions {
  /** The directory that it keeps its tables in; without one they are in memory. */
  readonly path?: string;
  /** Milliseconds for which a new table is not usable yet. */
  readonly createTableMs: number;
}

/** A server as `dynalite` makes it, with `BatchExecuteStatement`. */
export const createEmbedded: (options: EmbeddedOptions) => Server;
