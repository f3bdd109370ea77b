import { compareText } from '../records/order.ts';
import type { Scope } from './document.ts';

/** A scope in one word, for keys and addresses: `all`, or `owner=ana&region=south`, percent-encoded. */
export const scopeName = (scope: Scope | null): string =>
  scope === null
    ? 'all'
    : Object.keys(scope)
        .sort(compareText)
        .map((by) => `${encodeURIComponent(by)}=${encodeURIComponent(scope[by] ?? '')}`)
        .join('&');

/** The scope whose name this is; `undefined` when it is none. */
export const namedScope = (name: string): Scope | null | undefined => {
  if (name === 'all') return null;
  const pairs = name.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
  return pairs.every((pair) => pair.length === 2 && pair[0] !== '') ? Object.fromEntries(pairs) : undefined;
};
