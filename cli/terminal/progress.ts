import { SingleBar } from 'cli-progress';
import type { Context } from '../context.ts';
import { printable } from './text.ts';

export interface Progress {
  /** How much of the total is done, and what to say of it. */
  update(done: number, detail: string): void;
  stop(): void;
}

/**
 * A bar on a terminal; elsewhere a line at every tenth of the way. To standard error, so that results stay clean.
 * `total` and what is done are in the same unit, whichever.
 */
export const progress = ({ stderr }: Context, label: string, total: number): Progress => {
  if (stderr.isTTY === true) {
    const bar = new SingleBar({
      stream: stderr as NodeJS.WriteStream,
      format: `${label} {bar} {percentage} %  {detail}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 28,
      // A cursor that is hidden, and wrapping that is off, stay so when the command is interrupted.
      hideCursor: false,
      linewrap: true,
      stopOnComplete: false,
    });
    bar.start(total, 0, { detail: '' });
    return {
      update: (done, detail) => bar.update(done, { detail }),
      stop: () => bar.stop(),
    };
  }
  let told = 0;
  return {
    update: (done, detail) => {
      const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
      if (tenth <= told) return;
      told = tenth;
      stderr.write(printable(`${label}: ${tenth * 10} %, ${detail}\n`));
    },
    stop: () => {},
  };
};

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Runs `work` while a spinner turns on a terminal; elsewhere one line says what is waited for. */
export const spin = async <T>({ stderr }: Context, label: string, work: () => Promise<T>): Promise<T> => {
  if (stderr.isTTY !== true) {
    stderr.write(printable(`${label} …\n`));
    return work();
  }
  let frame = 0;
  const turn = (): void => {
    stderr.write(`\r${frames[frame++ % frames.length]} ${printable(label)} …`);
  };
  turn();
  const timer = setInterval(turn, 100);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    stderr.write('\r\u001b[K');
  }
};
