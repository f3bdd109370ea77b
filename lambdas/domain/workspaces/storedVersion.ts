/** How what is stored is laid out. Raise it when a version could no longer read what the one before has written. */
export const storedVersion = 2;

/** What is stored was written by a version that laid it out in another way. */
export class OtherVersionError extends Error {
  override readonly name = 'OtherVersionError';

  constructor(found: number) {
    super(
      found < storedVersion
        ? `The tables were written by an older version (layout ${found}; this one reads ${storedVersion}). Run that version again, or rebuild: docs/operations.md, "Tables of an older version".`
        : `The tables were written by a newer version (layout ${found}; this one reads ${storedVersion}). Run that version.`,
    );
  }
}
