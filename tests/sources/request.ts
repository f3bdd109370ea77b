import type { HookRequest } from '../../lambdas/sources/source.ts';

/** A request to a source, and changes to it. */
export const requestWith = (change: Partial<HookRequest> = {}): HookRequest => ({
  method: 'POST',
  url: 'https://kpis.acme.example/hooks/acme/crm',
  body: new Uint8Array(),
  headers: {},
  tokenHash: null,
  now: 0,
  ...change,
});
