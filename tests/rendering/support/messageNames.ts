import { readFileSync } from 'node:fs';

/** The names of the English messages of a section. */
export const messageNames = (section: string): string[] => {
  const file = new URL('../../../templates/messages/en.json', import.meta.url);
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
  return Object.keys(messages[section] ?? {});
};
