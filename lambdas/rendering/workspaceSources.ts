import { clean } from './language/clean.ts';
import type { Language } from './language/language.ts';
import { formatInstant } from './language/periods.ts';

/** How a connected system does; counts are of the last 30 days. */
export interface SourceState {
  readonly name: string;
  /** Epoch milliseconds, `null` when nothing came in the last 30 days. */
  readonly lastAt: number | null;
  readonly silent: boolean;
  readonly failed: number;
  readonly refused: number;
  readonly pending: number;
}

const troublesOf = ({ say }: Language, { silent, failed, refused }: SourceState, counts: boolean): string[] => [
  ...(silent ? [say('workspacePage.sourceSilent')] : []),
  ...(counts && failed > 0 ? [say('workspacePage.sourceFailed', { count: failed })] : []),
  ...(counts && refused > 0 ? [say('workspacePage.sourceRefused', { count: refused })] : []),
  ...(!counts && failed + refused > 0 ? [say('workspacePage.sourceTrouble')] : []),
];

/** @param counts whether the reader may see how many: those of a scope may not, for the counts are of the whole */
export const sourcesOf = (language: Language, sources: readonly SourceState[], counts: boolean, zone: string) => {
  const { say } = language;
  return sources.map((source) => {
    const { name, lastAt, pending } = source;
    const troubles = troublesOf(language, source, counts);
    return {
      name: clean(name, 60),
      heard:
        lastAt === null
          ? say('workspacePage.sourceNever')
          : say('workspacePage.sourceHeard', {
              instant: formatInstant(language, new Date(lastAt).toISOString(), zone),
            }),
      troubles,
      rest: [
        ...(troubles.length === 0 && lastAt !== null ? [say('workspacePage.sourceWell')] : []),
        ...(counts && pending > 0 ? [say('workspacePage.sourcePending', { count: pending })] : []),
      ],
    };
  });
};
