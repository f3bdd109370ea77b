import type { RecordType } from '../records/vocabulary.ts';
import type { Configuration, SourceConfiguration } from './schema.ts';

/** All of a workspace's configuration that bears on what a source's deliveries say. */
export interface SourceSettings extends SourceConfiguration {
  /** Ids of the workspace's sources. */
  readonly sources: readonly string[];
  /** Of the workspace: dates without a time are in it. */
  readonly timeZone: string;
  /** By type of record, the path in the system's own object to the id that the thing has elsewhere. */
  readonly identity: Readonly<Partial<Record<RecordType, string>>>;
  /** Whether customers of one e-mail address are one customer. */
  readonly byEmail: boolean;
  /** By type of record, the source whose ids `identity` leads to where it does not say. */
  readonly authority: Readonly<Partial<Record<RecordType, string>>>;
}

/** The settings of one source; undefined where the workspace has no such source. */
export const settingsOf = (configuration: Configuration, source: string): SourceSettings | undefined => {
  const own = configuration.sources.find(({ id }) => id === source);
  if (!own) return undefined;
  const { sources, timeZone, identity, authority = {} } = configuration;
  const { by = [], ...paths } = identity ?? {};
  return {
    ...own,
    sources: sources.map(({ id }) => id),
    timeZone,
    identity: paths[source] ?? {},
    byEmail: by.includes('email'),
    authority,
  };
};
