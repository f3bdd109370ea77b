/** What the command's exit code means; `--help` says the same. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  partly: 3,
  unreachable: 4,
  unwell: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One of several mistakes: where it is, and what it is. */
export interface Detail {
  /** `workspace.yaml:12`, where there is a line to point at. */
  readonly place?: string;
  /** Where in the data, `sources[0].system`. */
  readonly path?: string;
  readonly message: string;
}

interface FailureOptions extends ErrorOptions {
  readonly exitCode?: ExitCode;
  /** What to do next. */
  readonly hint?: string;
  readonly details?: readonly Detail[];
}

/** The command cannot go on, for a reason that the user can act on. Anything else thrown is a fault of ours. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  readonly details: readonly Detail[];

  constructor(message: string, { exitCode = exitCodes.failed, hint, details = [], ...options }: FailureOptions = {}) {
    super(message, options);
    this.name = 'Failure';
    this.exitCode = exitCode;
    this.hint = hint;
    this.details = details;
  }
}

/** The user asked the command to stop: Ctrl-C. */
export const interrupted = (): Failure => new Failure('Interrupted.', { exitCode: exitCodes.interrupted });

/** The command was not written as it must be. */
export const usage = (message: string, hint?: string): Failure =>
  new Failure(message, { exitCode: exitCodes.usage, ...(hint === undefined ? {} : { hint }) });
