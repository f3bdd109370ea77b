import { Webhook } from 'standardwebhooks';
import type { Hook } from '../../lambdas/flow/receive.ts';
import { signingSecret, start } from './world.ts';

type Set = Readonly<Record<string, unknown>>;

/** An observation as it goes over the wire. */
export const said = (record: string, id: string, at: string, set: Set) => ({ record, id, at, set });

/** A deal won on a day of October 2026. */
export const wonDeal = (id: string, day: number, set: Set = {}) => {
  const closedAt = `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`;
  return said('deal', id, closedAt, {
    outcome: 'won',
    closedAt,
    createdAt: '2026-09-20T10:00:00Z',
    amount: '100',
    ...set,
  });
};

export const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** What the address of a hook is made of, by the source and the token in it. */
const addressed = (source: string, token: string | null) => {
  const segments = ['/hooks', 'acme', source, token].filter((segment) => segment !== null);
  return { workspace: 'acme', source, token, method: 'POST', target: segments.join('/') };
};

/** A hook of the source `standard` of the workspace `acme`, signed as Standard Webhooks does. */
export const signedHook = (payload: unknown, { at = start, secret = signingSecret, id = 'msg_1' } = {}): Hook => {
  const body = bytes(payload);
  const date = new Date(Math.floor(at / 1000) * 1000);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, date, new TextDecoder().decode(body)),
  };
  return { ...addressed('standard', null), body, headers };
};

export const standardSource = { id: 'standard', system: 'standard', secrets: [signingSecret] };
export const kommoToken = 'a-token-in-the-address';
export const kommoSource = { id: 'kommo', system: 'kommo', secrets: [kommoToken] };

/** A hook of the source `kommo` of the workspace `acme`. */
export const kommoHook = (form: string, token: string | null = kommoToken): Hook => ({
  ...addressed('kommo', token),
  body: new TextEncoder().encode(form),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
