import type { Check } from '../http/answers.ts';
import type { Colours, Printer } from './printer.ts';
import { plain, wrapped } from './text.ts';

const titles: Readonly<Record<string, string>> = {
  mail: 'Mail',
  recipients: 'Recipients',
  sources: 'Sources',
  schedule: 'Schedule',
  reviews: 'Reviews',
  queues: 'Dead letters',
  keys: 'API keys',
  configuration: 'Configuration',
};

const groupOf = ({ id }: Check): string => id.split('.')[0] ?? id;

const statusWidth = 'problem'.length;
const indent = ' '.repeat(2 + statusWidth + 2);

const styleOf = (status: Check['status'], { green, yellow, red }: Colours): ((text: string) => string) => {
  if (status === 'ok') return green;
  return status === 'warning' ? yellow : red;
};

/** What is well of one subject is told in one breath. */
const together = (checks: readonly Check[]): Check[] => {
  const told: Check[] = [];
  const wells = new Map<string, number>();
  for (const check of checks) {
    const earlier = check.status === 'ok' ? wells.get(check.subject) : undefined;
    const before = earlier === undefined ? undefined : told[earlier];
    if (earlier !== undefined && before) {
      told[earlier] = { ...before, message: `${before.message} ${check.message}` };
      continue;
    }
    if (check.status === 'ok') wells.set(check.subject, told.length);
    told.push(check);
  }
  return told;
};

/** Commands and DNS records stay whole, so that they can be copied: they begin in lower case, as no sentence does. */
const mendLines = (mend: string, room: number): string[] =>
  mend.split('\n').flatMap((line) => (/^[^A-Z]/.test(line) ? [line] : wrapped(line, room)));

const printCheck = ({ status, subject, message, mend }: Check, { colours, width, line }: Printer): void => {
  const room = Math.max(20, width - indent.length);
  const [first = '', ...rest] = wrapped(plain(`${subject}: ${message}`), room);
  line(`  ${styleOf(status, colours)(status.padEnd(statusWidth))}  ${first}`);
  for (const text of rest) line(indent + text);
  for (const text of mend === null ? [] : mendLines(mend, room - 2)) line(`${indent}  ${colours.cyan(plain(text))}`);
};

/** Prints checks by their groups, and what mends each. */
export const printChecks = (checks: readonly Check[], printer: Printer): void => {
  for (const group of new Set(checks.map(groupOf))) {
    printer.line(printer.colours.bold(plain(titles[group] ?? group)));
    for (const check of together(checks.filter((one) => groupOf(one) === group))) printCheck(check, printer);
    printer.line();
  }
};
