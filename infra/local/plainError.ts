/** Something a person at the terminal can mend: its message is shown as it is, without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** The code of an error of the operating system, `ENOENT`, or undefined. */
export const systemCode = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
};
