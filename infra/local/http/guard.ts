import { isIP } from 'node:net';

/** What is told of a request by its headers: lower-cased names. */
export type HeaderOf = (name: string) => string | undefined;

const hostnameOf = (host: string): string | undefined =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '') : undefined;

/**
 * Whether a request is made to this machine by its address, `localhost`, or the name that it was told to listen on, and
 * not through a proxy. A page of another site can make its own name lead here (DNS rebinding), and a tunnel for webhooks
 * brings anybody here: both ask for a name that is theirs, or say on whose behalf they ask.
 */
export const isDirect = (header: HeaderOf, listensOn: string): boolean => {
  const name = hostnameOf(header('host') ?? '');
  if (name === undefined || header('x-forwarded-for') !== undefined || header('forwarded') !== undefined) return false;
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || name === listensOn.toLowerCase();
};

/** Whether a page of another site asks. It can post here, though it cannot read the answer. */
export const isForeign = (header: HeaderOf): boolean => {
  const origin = header('origin');
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== header('host'));
};
