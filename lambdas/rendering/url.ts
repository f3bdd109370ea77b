const local = new Set(['localhost', '127.0.0.1']);

/**
 * An address that may stand in a link: `https:`, `mailto:`, and `http:` on this machine, where the system is tried
 * out.
 *
 * @throws TypeError for any other, whoever it came from
 */
export const safeUrl = (address: string): string => {
  const url = URL.canParse(address) ? new URL(address) : null;
  const safe =
    url &&
    (url.protocol === 'https:' || url.protocol === 'mailto:' || (url.protocol === 'http:' && local.has(url.hostname)));
  if (!safe)
    throw new TypeError('A link must be an absolute https: or mailto: address (http: only on localhost or 127.0.0.1).');
  return url.href;
};

/**
 * The same, or a path on the page's own server, `/r/token`.
 *
 * @throws TypeError for any other; `//host` is another server
 */
export const safeReference = (address: string): string => (/^\/(?![/\\])/.test(address) ? address : safeUrl(address));

/** An address of which more is asked: `/w/token?review=2026` and `kpi` make `/w/token?review=2026&kpi=…`. */
export const asking = (address: string, query: Readonly<Record<string, string>>): string =>
  `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;

/** Where the records behind a page are: below it, with all that it was asked itself. */
export const recordsBelow = (page: string): string => page.replace(/(?=\?|$)/, '/records');

/** A picture's address, or `null` where it is none that a mail may load. */
export const safeImage = (address: string | undefined): string | null =>
  address !== undefined && URL.canParse(address) && new URL(address).protocol === 'https:'
    ? new URL(address).href
    : null;

/** The page of preferences, at its button to unsubscribe: that stands at its foot. */
export const atUnsubscribe = (preferences: string): string => safeUrl(`${preferences}#unsubscribe`);
