import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One mail that was sent, as `GET /local/mailbox` lists it. */
export interface MailEntry {
  /** What SES answered as the message's id. */
  readonly id: string;
  /** Addresses of the envelope, separated by a comma and a space. */
  readonly to: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

/** SES's message tags, by name. */
type MailTags = Readonly<Record<string, string>>;

export interface Mailbox {
  add(entry: MailEntry, raw: Uint8Array, tags?: MailTags): void;
  /** In the order in which they were sent. */
  list(): readonly MailEntry[];
  /** The latest mail that has a tag of this value. */
  tagged(name: string, value: string): MailEntry | undefined;
  /** The very bytes that were sent. */
  raw(id: string): Promise<Buffer | undefined>;
}

const indexName = 'index.ndjson';

/** Replaces the file as a whole, so that a crash leaves the old one or the new one. */
const rewrite = (file: string, text: string): void => {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

interface Line extends MailEntry {
  readonly tags: MailTags;
}

/** Lines of an index; the last may have been cut off by a crash, and its mail was then never acknowledged. */
const readIndex = (file: string): Line[] => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) rewrite(file, whole);
  return whole
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
};

/** Mails as files in a directory: one `.eml` each, and an index. */
export const openMailbox = (directory: string): Mailbox => {
  mkdirSync(directory, { recursive: true });
  const index = path.join(directory, indexName);
  const lines = readIndex(index);
  const entries: MailEntry[] = lines.map(({ tags: _, ...entry }) => entry);
  return {
    add(entry, raw, tags = {}) {
      const line = { ...entry, tags };
      writeFileSync(path.join(directory, `${entry.id}.eml`), raw);
      appendFileSync(index, `${JSON.stringify(line)}\n`);
      lines.push(line);
      entries.push(entry);
    },
    list: () => entries,
    tagged: (name, value) => entries[lines.findLastIndex(({ tags }) => tags[name] === value)],
    async raw(id) {
      return entries.some((entry) => entry.id === id) ? readFile(path.join(directory, `${id}.eml`)) : undefined;
    },
  };
};
