import { run } from '../../../cli/run.ts';
import { answering } from '../support/answering.ts';

/** Runs the command in this process, and tells how much memory it took. */

/** What is asked for as a message: the command line, `quarterdeck` itself left out. */
export interface Ask {
  readonly args: readonly string[];
}

export interface Measured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The most that the process had resident, in MB. */
  readonly peakMb: number;
  /** From the start of the command to its end. */
  readonly seconds: number;
}

const kilobytesInMb = 1024;

const capture = () => {
  let all = '';
  return {
    write: (text: string) => {
      all += text;
    },
    text: () => all,
  };
};

const measure = async ({ args }: Ask): Promise<Measured> => {
  const [stdout, stderr] = [capture(), capture()];
  const begun = performance.now();
  const code = await run(args, {
    stdout,
    stderr,
    env: process.env,
    directory: process.cwd(),
    signal: new AbortController().signal,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    open: async () => false,
  });
  const seconds = (performance.now() - begun) / 1000;
  return {
    code,
    stdout: stdout.text(),
    stderr: stderr.text(),
    peakMb: process.resourceUsage().maxRSS / kilobytesInMb,
    seconds,
  };
};

answering(measure);
