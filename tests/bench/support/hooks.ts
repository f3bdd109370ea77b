import { Webhook } from 'standardwebhooks';
import type { HttpRequest } from '../../../infra/local/http/gateway.ts';
import { formOf } from '../../sources/kommo/form.ts';

/** The company whose webhooks the benches send: a signing source, Kommo, three managers. */

export const workspace = 'acme';
export const signingSecret = `whsec_${Buffer.from('a key of thirty-two bytes, or so').toString('base64')}`;
const kommoToken = 'a-token-in-the-address';
export const adminKey = 'qd_admin_of_the_benches';

export const recipients = ['ana', 'bruno', 'carla'].map((name) => `${name}@acme.example`);

export const configuration = {
  workspace,
  name: 'Acme',
  timeZone: 'UTC',
  currency: 'BRL',
  from: 'Acme KPIs <kpis@acme.example>',
  sources: [
    { id: 'standard', system: 'standard', secrets: [signingSecret] },
    {
      id: 'kommo',
      system: 'kommo',
      secrets: [kommoToken],
      stages: { qualified: ['31'] },
      fields: { deal: { source: 'custom:501', 'custom.note': 'custom:502' } },
    },
  ],
  recipients: recipients.map((email) => ({ email, role: 'sales', reviews: ['monthly'] })),
};

/** How large every webhook is, in bytes. */
const hookBytes = 1024;

const day = 86_400_000;
const words = 'asked for a second machine and a longer trial before the board meets again in the spring ';

/** Makes a body as long as every webhook is, by the note in it. */
const withNote = (bodyOf: (note: string) => string): Buffer => {
  const room = Math.max(0, hookBytes - Buffer.byteLength(bodyOf('')));
  const body = Buffer.from(bodyOf(words.repeat(Math.ceil(hookBytes / words.length)).slice(0, room)));
  if (body.byteLength !== hookBytes)
    throw new Error(`The webhook has ${body.byteLength} bytes instead of ${hookBytes}.`);
  return body;
};

/** What happened to a deal. */
export interface Change {
  readonly id: number;
  /** How often it has changed before. */
  readonly version: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

const stages = ['31', '32', '33'];

const dealBody = ({ id, version, now }: Change): Buffer =>
  withNote((note) =>
    JSON.stringify({
      record: 'deal',
      id: String(id),
      at: new Date(now).toISOString(),
      set: {
        name: `Deal ${id}`,
        createdAt: new Date(now - 20 * day).toISOString(),
        pipeline: 'direct',
        stage: stages[version % stages.length],
        amount: String(1200 + version),
        currency: 'BRL',
        owner: '77',
        source: 'referral',
        product: 'p4',
        customer: String(id + 5000),
        kind: 'new',
        outcome: 'open',
        expectedCloseAt: new Date(now + 30 * day).toISOString(),
        'custom.note': note,
      },
    }),
  );

const post = (
  target: string,
  contentType: string,
  body: Buffer,
  headers: Record<string, string> = {},
): HttpRequest => ({
  method: 'POST',
  target,
  headers: Object.fromEntries(
    Object.entries({
      host: 'abc123.execute-api.us-east-1.amazonaws.com',
      'user-agent': 'crm-webhooks/2.0',
      accept: '*/*',
      'content-type': contentType,
      'content-length': String(body.byteLength),
      ...headers,
    }).map(([name, value]) => [name, [value]]),
  ),
  body,
  sourceIp: '198.51.100.7',
  httpVersion: '1.1',
});

const webhook = new Webhook(signingSecret);

/** A deal's change, signed as Standard Webhooks does: one record. */
export const standardHook = (change: Change): HttpRequest => {
  const body = dealBody(change);
  const id = `msg_${change.id}_${change.version}`;
  const now = new Date(change.now);
  return post(`/hooks/${workspace}/standard`, 'application/json', body, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(change.now / 1000)),
    'webhook-signature': webhook.sign(id, now, body.toString()),
  });
};

const epoch = (instant: number): string => String(Math.floor(instant / 1000));

const leadBody = ({ id, version, now }: Change): Buffer =>
  withNote((note) =>
    formOf({
      leads: {
        update: [
          {
            id: String(id),
            name: `Lead ${id}`,
            status_id: stages[version % stages.length],
            price: String(1200 + version),
            responsible_user_id: '77',
            pipeline_id: '3',
            created_at: epoch(now - 20 * day),
            updated_at: epoch(now),
            custom_fields: [
              { id: '501', values: [{ value: 'feira' }] },
              // Every letter of the note takes one byte in a form, and so do its spaces.
              { id: '502', values: [{ value: note }] },
            ],
          },
        ],
      },
    }),
  );

/** A lead's change as Kommo tells it: two records, a deal and a lead. */
export const kommoHook = (change: Change): HttpRequest =>
  post(`/hooks/${workspace}/kommo/${kommoToken}`, 'application/x-www-form-urlencoded', leadBody(change));
