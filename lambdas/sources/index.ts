import type { Source } from './source.ts';
import * as systems from './systems.ts';

/** The sources by system. */
export const sources: ReadonlyMap<string, Source> = new Map(
  Object.values<Source>(systems).map((source) => [source.system, source]),
);
