import { SingleBar } from 'cli-progress';
import pc from 'picocolors';

/** Work of a known length that somebody watches. */
export interface Progress {
  advance(done: number): void;
  finish(): void;
}

/** What is said to the person who ran `npm start`. */
export interface Terminal {
  line(text?: string): void;
  /** Names and addresses, one a line, in columns. */
  links(links: readonly (readonly [name: string, address: string])[]): void;
  trouble(text: string): void;
  /** A bar on a terminal; elsewhere a line at every quarter. */
  progress(label: string, total: number, done: number): Progress;
}

type Colours = ReturnType<typeof pc.createColors>;

const quarters = 4;

const lineProgress = (out: NodeJS.WritableStream, label: string, total: number, before: number): Progress => {
  let quarter = Math.floor((quarters * before) / total);
  const say = (done: number) => out.write(`${label}: ${done} of ${total}\n`);
  say(before);
  return {
    advance(done) {
      const reached = Math.floor((quarters * done) / total);
      if (reached > quarter) say(done);
      quarter = reached;
    },
    finish: () => {},
  };
};

const barProgress = (colours: Colours, label: string, total: number, before: number): Progress => {
  const bar = new SingleBar({
    format: `${label}  ${colours.cyan('{bar}')} {value} of {total}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    stream: process.stdout,
  });
  bar.start(total, before);
  return { advance: (done) => bar.update(done), finish: () => bar.stop() };
};

/** On a terminal only: the library also colours wherever CI is set, where nobody sees them and programs read. */
const coloursFor = (stream: NodeJS.WriteStream): Colours =>
  pc.createColors(stream.isTTY === true && pc.isColorSupported);

export const createTerminal = (
  out: NodeJS.WriteStream = process.stdout,
  err: NodeJS.WriteStream = process.stderr,
): Terminal => ({
  line: (text = '') => void out.write(`${text}\n`),
  links(links) {
    const width = Math.max(...links.map(([name]) => name.length));
    for (const [name, address] of links) out.write(`  ${coloursFor(out).dim(name.padEnd(width))}  ${address}\n`);
  },
  trouble: (text) => void err.write(`${coloursFor(err).yellow(text)}\n`),
  progress: (label, total, done) =>
    out.isTTY ? barProgress(coloursFor(out), label, total, done) : lineProgress(out, label, total, done),
});
