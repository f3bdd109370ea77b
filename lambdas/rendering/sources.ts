import { clean } from './language/clean.ts';

/** A source as people call it: its id, with a capital. */
export const sourceName = (id: string): string => {
  const name = clean(id, 60);
  return name.charAt(0).toUpperCase() + name.slice(1);
};
