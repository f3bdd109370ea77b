/** A stream that the command writes to. */
export interface Output {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Everything outside the command that it uses, beside the network and files. */
export interface Context {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths are of this directory. */
  readonly directory: string;
  /** Aborted when the user asks the command to stop. */
  readonly signal: AbortSignal;
  /** Rejects when `signal` is aborted meanwhile. */
  sleep(milliseconds: number): Promise<void>;
  /** Shows a file in the system's viewer; false when there is none. */
  open(file: string): Promise<boolean>;
}
