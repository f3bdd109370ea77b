import type { Context } from '../context.ts';
import { usage } from '../failure.ts';

/** Where `npm start` listens. */
export const defaultUrl = 'http://127.0.0.1:4410';

/** The address of the API, without a slash at its end. */
export const addressOf = (env: Context['env']): string => {
  const written = env.QUARTERDECK_URL || defaultUrl;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw usage(`QUARTERDECK_URL is not an address: ${JSON.stringify(written)}. Write it like ${defaultUrl}.`);
  }
  return written.replace(/\/+$/, '');
};
