import type { Context } from '../context.ts';
import { usage } from '../failure.ts';

/** Where `npm start` listens. */
const defaultUrl = 'http://127.0.0.1:4410';

/** The address of the API, without a slash at its end. */
export const addressOf = (env: Context['env']): string => {
  const written = env.QUARTERDECK_URL || defaultUrl;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw usage(`QUARTERDECK_URL is not an address: ${JSON.stringify(written)}. Write it like ${defaultUrl}.`);
  }
  return written.replace(/\/+$/, '');
};

/** Whether an address is of this machine, where `npm start` runs. */
export const isLocal = (url: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

/**
 * The key of the environment; `undefined` when there is none. What cannot stand in a header is refused without being
 * repeated: the message would otherwise show the key.
 */
export const keyOf = (env: Context['env']): string | undefined => {
  const key = env.QUARTERDECK_KEY?.trim();
  if (!key) return undefined;
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw usage('QUARTERDECK_KEY is not a key: it holds a space, a line break or a letter that no key has.');
};
